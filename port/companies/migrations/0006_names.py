from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('companies', '0005_languages'),
    ]

    operations = [
        migrations.CreateModel(
            name='NameTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('term', models.CharField(max_length=2)),
                ('name', models.CharField(max_length=100, verbose_name='公司名稱')),
            ],
            options={
                'verbose_name': '公司名稱索引',
            },
        ),
        migrations.AddConstraint(
            model_name='nameterm',
            constraint=models.UniqueConstraint(fields=('term', 'name'), name='one_row_per_term_and_name'),
        ),
    ]
