from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('biomarkers', '0009_scores_and_percentages'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='alteration',
            constraint=models.CheckConstraint(condition=models.Q(('result__in', ['detected', 'not_detected', 'vus'])), name='alteration_result_known', violation_error_message='Choose detected, not detected or uncertain significance.'),
        ),
        migrations.AddConstraint(
            model_name='her2reading',
            constraint=models.CheckConstraint(condition=models.Q(('her2_copies__isnull', True), models.Q(('her2_copies__gte', 0), ('her2_copies__lte', 40)), _connector='OR'), name='her2_copies_0_to_40', violation_error_message='Copies above 40 are the total of a count, not copies per cell: enter the mean per cell.'),
        ),
        migrations.AddConstraint(
            model_name='her2reading',
            constraint=models.CheckConstraint(condition=models.Q(('cep17_copies__isnull', True), models.Q(('cep17_copies__gte', 0), ('cep17_copies__lte', 40)), _connector='OR'), name='her2_cep17_0_to_40', violation_error_message='Copies above 40 are the total of a count, not copies per cell: enter the mean per cell.'),
        ),
        migrations.AddConstraint(
            model_name='her2reading',
            constraint=models.CheckConstraint(condition=models.Q(('ihc_score', ''), ('ihc_score_range', ''), _connector='OR'), name='her2_one_score_or_a_range', violation_error_message='Enter one IHC score or a range of two, not both.'),
        ),
        migrations.AddConstraint(
            model_name='her2reading',
            constraint=models.CheckConstraint(condition=models.Q(('ihc_score_range__in', ['', '0-1+', '1-2+', '2-3+'])), name='her2_ihc_score_range_known', violation_error_message='Choose one of: 0-1+, 1-2+, 2-3+.'),
        ),
        migrations.AddConstraint(
            model_name='receptorreading',
            constraint=models.CheckConstraint(condition=models.Q(('er_percent__isnull', True), ('er_percent__regex', '^((<|>|<=|>=) *(100(\\.0+)?|[0-9]{1,2}(\\.[0-9]+)?)|(100(\\.0+)?|[0-9]{1,2}(\\.[0-9]+)?)( *- *(100(\\.0+)?|[0-9]{1,2}(\\.[0-9]+)?))?)$'), _connector='OR'), name='receptor_er_is_percent', violation_error_message='Write a percentage as 90, <1, <=10, >95, >=90 or 80-90.'),
        ),
        migrations.AddConstraint(
            model_name='receptorreading',
            constraint=models.CheckConstraint(condition=models.Q(('pr_percent__isnull', True), ('pr_percent__regex', '^((<|>|<=|>=) *(100(\\.0+)?|[0-9]{1,2}(\\.[0-9]+)?)|(100(\\.0+)?|[0-9]{1,2}(\\.[0-9]+)?)( *- *(100(\\.0+)?|[0-9]{1,2}(\\.[0-9]+)?))?)$'), _connector='OR'), name='receptor_pr_is_percent', violation_error_message='Write a percentage as 90, <1, <=10, >95, >=90 or 80-90.'),
        ),
        migrations.AddConstraint(
            model_name='receptorreading',
            constraint=models.CheckConstraint(condition=models.Q(('ki67_percent__isnull', True), ('ki67_percent__regex', '^((<|>|<=|>=) *(100(\\.0+)?|[0-9]{1,2}(\\.[0-9]+)?)|(100(\\.0+)?|[0-9]{1,2}(\\.[0-9]+)?)( *- *(100(\\.0+)?|[0-9]{1,2}(\\.[0-9]+)?))?)$'), _connector='OR'), name='receptor_ki67_is_percent', violation_error_message='Write a percentage as 90, <1, <=10, >95, >=90 or 80-90.'),
        ),
    ]
