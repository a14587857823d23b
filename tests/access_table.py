"""Who may do what at which address: the table that tests/test_access_matrix.py holds.

Letters are roles: V viewer, C clinician, P pathologist, O coordinator, D data manager,
F privacy officer, A administrator, S superuser, N somebody without a role. `*` is everybody who
is logged in, `!` also who is not, `~` who owns what is shown, `?` who holds a token and is no user
(404 to everybody else), `-` nobody: the method is refused.
GET stands for HEAD too.
A page “of patient” is 404 for a patient of another team, to those who might open it otherwise.
"""

from dataclasses import dataclass

ROLES = {
    "V": "Viewers",
    "C": "Clinicians",
    "P": "Pathologists",
    "O": "Coordinators",
    "D": "Data managers",
    "F": "Privacy officers",
    "A": "Administrators",
    "S": "",  # a superuser
    "N": "",
}
STAFF = "DAS"


@dataclass(frozen=True)
class Access:
    get: str
    post: str
    of_patient: bool = False


PAGES = """
address               GET        POST   of patient
health_live           !          -      -
health_ready          !          -      -
metrics               ?          -      -
account_login         !          !      -
account_inactive      !          -      -
invitation            !          !      -
invitation_link       !          -      -
sso_login             -          !      -
sso_callback          !          -      -
mfa_authenticate      !          !      -
mfa_login_webauthn    !          !      -
logout                -          *      -
password_change       *          *      -
second_factor         *          -      -
account_reauthenticate -         -      -
mfa_index             *          -      -
mfa_reauthenticate    -          -      -
mfa_activate_totp     *          *      -
mfa_deactivate_totp   ~          ~      -
mfa_view_recovery_codes ~        -      -
mfa_generate_recovery_codes *    *      -
mfa_list_webauthn     *          *      -
mfa_add_webauthn      *          *      -
mfa_remove_webauthn   ~          ~      -
mfa_reauthenticate_webauthn -    -      -
own_sessions          *          *      -
tour                  *          *      -
own_settings          *          *      -
sessions_end          -          AS     -
role_requests         FAS        -      -
role_request_decide   -          FAS    -
invite                AS         AS     -
invite_again          -          AS     -
gallery               *          -      -
keys                  *          -      -
terms                 *          -      -
worklist              VCPOSFDA   -      -
worklist_load         VCPOS      -      -
worklist_csv          ODS        ODS    -
worklist_several      -          COS    -
worklist_letter       -          COS    -
worklist_letter_csv   -          ODS    -
worklist_filters      -          VCPOS  -
worklist_search       -          VCPOS  -
board_meetings        VCPODS     COS    -
board_meeting         VCPODS     COS    team
board_pdf             VCPDS      -      team
board_case            VCPDS      CDS    yes
patient_board         COS        COS    yes
clinic                VCPDS      -      -
clinic_csv            VCPDS      VCPDS  -
clinic_picture        VCPDS      -      -
work_step             COS        COS    team
patient_list          VCPDS      -      -
record_export         DS         -      -
record_export_download -         DS     team
assessments_download  -          DS     team
export_file           DS         -      team
deidentified_download -          DS     team
catalog               VCPDS      DS     -
catalog_checking      VCPDS      -      -
catalog_draft         VCPDS      -      -
draft_preview         -          DS     -
draft_publish         -          CDS    -
draft_drop            -          DS     -
change_drop           -          DS     -
catalog_version       VCPDS      -      -
version_take_back     -          DS     -
import_start          DS         DS     -
import_job            DS         -      team
import_confirm        -          DS     team
import_cancel         -          DS     team
import_erase          -          DS     team
import_undo           DS         DS     team
import_changes        DS         DS     team
import_report         DS         DS     team
mapping_new           DS         DS     team
mapping_download      DS         -      team
patient_search        -          VCPODS -
patient_found         VCPODS     -      -
patient_new           CDS        CDS    -
patient_chart         VCPDS      -      yes
patient_options       VCPDS      -      yes
patient_regimen       VCPDS      -      yes
options_side_by_side  VCPDS      -      yes
patient_compare       VCPDS      -      yes
patient_timeline      VCPDS      -      yes
timeline_drawing      VCPDS      -      yes
timeline_picture      VCPDS      -      yes
timeline_csv          VCPDS      VCPDS  yes
patient_summary       VCPDS      -      yes
patient_summary_pdf   VCPDS      -      yes
patient_requests      VCPODS     -      yes
patient_handout       CS         CS     yes
handout_printed       VCPDS      -      yes
fact_new              CDS        CDS    yes
fact_change           CDS        CDS    yes
fact_in_error         CDS        CDS    yes
fact_move             CDS        CDS    yes
patient_merge_start   CDS        CDS    yes
patient_merge         CDS        CDS    yes
patient_merges        CDS        -      yes
merge_undo            -          CDS    yes
duplicates            CDS        -      -
duplicate_apart       -          CDS    team
error_restore         -          CPDS   yes
save_undo             -          *      -
agent_stop            CDS        CDS    yes
regimen_new           CDS        CDS    yes
visit_new             CDS        CDS    yes
line_end              CDS        CDS    yes
line_confirm          -          CDS    yes
report_queue          CPDS       -      -
report_new            CPDS       CPDS   yes
report                VCPDS      -      yes
report_original       VCPDS      -      yes
report_review         CPDS       CPDS   yes
report_assign         CPDS       CPDS   team
report_upload_start   CPDS       CPDS   -
report_upload         CPDS       -      team
report_upload_again   -          CPDS   team
break_glass           CPS        CPS    -
audit                 FS         -      -
audit_csv             FS         FS     -
audit_find            -          FS     -
audit_patient         FS         -      -
audit_patient_csv     FS         FS     -
"""

# In the admin, where only staff come: who may view, add, change and delete rows of a table.
TABLES = """
table                            view  add  change  delete  of patient
auth.group                       AS    S    S       S       -
auth.user                        AS    -    AS      -       -
patients.careteam                AS    AS   AS      S       -
patients.agent                   DS    DS   DS      DS      -
patients.agentclass              DS    DS   DS      DS      -
patients.regimenname             DS    DS   DS      DS      -
biomarkers.treatmentoption       DS    DS   -       -       -
biomarkers.safetyrule            DS    DS   -       -       -
biomarkers.eventterm             DS    DS   -       -       -
biomarkers.beforestartcheck      DS    DS   -       -       -
biomarkers.organword             DS    DS   -       -       -
biomarkers.gene                  DS    DS   DS      DS      -
patients.patient                 DS    DS   DS      -       yes
patients.biopsy                  DS    DS   DS      -       yes
patients.lineoftreatment         DS    DS   -       -       yes
patients.agentgiven              DS    DS   DS      -       yes
patients.adverseevent            DS    DS   DS      -       yes
patients.progression             DS    DS   DS      -       yes
patients.diseasestatus           DS    DS   DS      -       yes
patients.lvefmeasurement         DS    DS   DS      -       yes
patients.performancestatus       DS    DS   DS      -       yes
patients.condition               DS    DS   DS      -       yes
patients.conditionkind           DS    DS   DS      DS      -
patients.procedure               DS    DS   DS      -       yes
biomarkers.her2reading           DS    DS   DS      -       yes
biomarkers.receptorreading       DS    DS   DS      -       yes
biomarkers.alteration            DS    DS   DS      -       yes
biomarkers.markerresult          DS    DS   DS      -       yes
"""

# The rest of the admin. Where it does not refuse another method, it answers it like GET.
ADMIN = """
address                        GET   POST  of patient
admin:index                    DAS   DAS   -
admin:login                    !     !     -
admin:logout                   -     *     -
admin:password_change          DAS   DAS   -
admin:password_change_done     DAS   -     -
admin:jsi18n                   DAS   -     -
admin:autocomplete             -     -     -
admin:view_on_site             DAS   DAS   -
admin:app_list                 DAS   DAS   -
admin:auth_user_password_change  -   -     -
"""


def _rows(text: str) -> list[list[str]]:
    return [line.split() for line in text.strip().splitlines()[1:]]


def _of_table(table: str, view: str, add: str, change: str, delete: str, of_patient: str):
    name, whose = f"admin:{table.replace('.', '_')}", of_patient == "yes"
    yield f"{name}_changelist", Access(view, view)
    yield f"{name}_add", Access(add, add)
    yield f"{name}_change", Access(view, change, whose)
    yield f"{name}_delete", Access(delete, delete, whose)
    yield f"{name}_history", Access(view, view, whose)


TABLE = {
    **{row[0]: Access(row[1], row[2], row[3] != "-") for row in _rows(PAGES + ADMIN[1:])
       if row[0] != "address"},
    **{name: access for row in _rows(TABLES) for name, access in _of_table(*row)},
}  # fmt: skip
