"""The plainest valid row of each file of a record folder; a story says what differs."""

import factory


class PatientRow(factory.DictFactory):
    sex = "female"
    menopausal_status = "post"


class BiopsyRow(factory.DictFactory):
    site = "liver"
    kind = factory.LazyAttribute(lambda row: "primary" if row.site == "breast" else "metastasis")
    procedure = "core"


class HER2Row(factory.DictFactory):
    reported_as = "negative"


class ReceptorRow(factory.DictFactory):
    er_percent = 90
    pr_percent = 20


class AlterationRow(factory.DictFactory):
    result = "detected"
    origin = "somatic"
    material = "tissue"


class MarkerRow(factory.DictFactory):
    pass


class TreatmentRow(factory.DictFactory):
    setting = "metastatic"


class AdverseEventRow(factory.DictFactory):
    pass


class ProgressionRow(factory.DictFactory):
    modality = "CT"


class LVEFRow(factory.DictFactory):
    method = "echocardiography"


class ConditionRow(factory.DictFactory):
    pass


class PerformanceRow(factory.DictFactory):
    pass


class StatusRow(factory.DictFactory):
    status = "stable"


class ProcedureRow(factory.DictFactory):
    kind = "surgery"
    site = "breast"
