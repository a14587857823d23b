from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('biomarkers', '0034_meetings_closed_elsewhere'),
    ]

    operations = [
        migrations.AlterField(
            model_name='printedhandout',
            name='made_with',
            field=models.CharField(blank=True, db_default='', help_text='Versions of program, rules and catalog.', max_length=100),
        ),
    ]
