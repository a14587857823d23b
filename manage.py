#!/usr/bin/env python
import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line
    from environs.exceptions import EnvNotSetError

    try:
        execute_from_command_line(sys.argv)
    except EnvNotSetError as missing:
        sys.exit(
            f"{missing}. Copy .env.example to .env and fill it in; "
            "to look around or to develop, set DEBUG=1."
        )


if __name__ == "__main__":
    main()
