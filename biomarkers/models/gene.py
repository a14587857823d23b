from django.core.exceptions import ValidationError
from django.db import models

from patients.names import plain


class Gene(models.Model):
    """One gene by its HGNC symbol."""

    symbol = models.CharField(max_length=30, unique=True)
    hgnc_id = models.CharField("HGNC id", max_length=20, blank=True)
    name = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["symbol"]

    def __str__(self):
        return self.symbol


class GeneName(models.Model):
    """Another way to write a gene: an alias, or a misspelling that is met."""

    gene = models.ForeignKey(Gene, models.CASCADE, related_name="names")
    name = models.CharField(max_length=60, unique=True)
    is_misspelling = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def clean(self):
        """A name that stands for a gene stands for no other, however it is spelled."""
        symbol = symbols_by_name(Gene.objects.exclude(pk=self.gene_id)).get(plain(self.name))
        if symbol:
            raise ValidationError({"name": f"“{self.name}” stands for {symbol} already."})


def symbols_by_name(genes) -> dict[str, str]:
    """The symbol by every name in its plain form, of these genes; two queries."""
    found = {}
    for gene in genes.prefetch_related("names"):
        found[plain(gene.symbol)] = gene.symbol
        found.update({plain(other.name): gene.symbol for other in gene.names.all()})
    return found
