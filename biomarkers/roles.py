"""What each role may do, in both apps, as patterns of Django's permissions.

A role says what, a care team says with whom: neither is anything without the other.
docs/roles.md has the table for people.
"""

APPS = ("patients", "biomarkers", "auth")
CATALOG = (
    "(agent|agentbrand|agentclass|agentsynonym|regimenname|conditionkind"
    "|treatmentoption|regimenpart|alterationcriterion"
    "|priortherapycriterion|catalogversion|catalogdraft|safetyrule|eventterm|beforestartcheck"
    "|organword|gene|genename)"
)
RECORD = (
    "(patient|biopsy|lineoftreatment|agentgiven|adverseevent|progression|diseasestatus"
    "|lvefmeasurement|performancestatus|condition|procedure)"
)
READINGS = r"(her2reading|receptorreading)"
RESULTS = rf"({READINGS}|alteration|markerresult|boarddecision)"
WORK = "(workitem|workstep)"  # items are derived: nobody adds or changes one
BOARD = "boardmeeting"  # its list of patients, too
EXCHANGE = r"(import|export|mapping)\w*"

CHARTS = rf"view_({RECORD}|{RESULTS}|her2assessment|printedhandout|{CATALOG}|{WORK}|{BOARD})"

ROLES = {
    "Viewers": [CHARTS],
    "Clinicians": [CHARTS, rf"(add|change)_({RECORD}|{RESULTS})", "add_workstep",
                   f"(add|change)_{BOARD}", "add_printedhandout", "add_breakglass",
                   "publish_catalogdraft", "merge_patients"],
    "Pathologists": [CHARTS, rf"(add|change)_{READINGS}", "add_breakglass"],
    "Coordinators": ["view_patient", f"view_{WORK}", "add_workstep", "export_worklist",
                     f"(view|add|change)_{BOARD}"],
    "Data managers": [rf"view_({RECORD}|{RESULTS}|her2assessment|{BOARD})",
                      rf"(add|change)_({RECORD}|{RESULTS})",
                      rf"(add|change|delete|view)_{CATALOG}", "publish_catalogdraft",
                      rf"(\w+_)?{EXCHANGE}", "merge_patients"],
    "Privacy officers": ["view_auditevent", "decide_rolerequest"],
    "Administrators": ["(view|add|change)_(user|careteam)", "view_group", "decide_rolerequest"],
}  # fmt: skip
