RULES_VERSION = 3  # of docs/contract/rules.md
