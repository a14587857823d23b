"""Teams, drugs and kinds of conditions in the admin: the lists that the record draws from."""

from django.contrib import admin

from .. import models
from ..signals import agents_changed

# The trail has pages of its own, and who reads them is recorded.
admin.site.unregister(models.AuditEvent)


@admin.register(models.ConditionKind)
class ConditionKindAdmin(admin.ModelAdmin):
    list_display = ["code", "words", "severities", "snomed_ct"]
    search_fields = ["code", "words"]


@admin.register(models.CareTeam)
class CareTeamAdmin(admin.ModelAdmin):
    search_fields = ["name"]
    filter_horizontal = ["members"]


class AgentBrandInline(admin.TabularInline):
    model = models.AgentBrand
    extra = 0


class AgentSynonymInline(admin.TabularInline):
    model = models.AgentSynonym
    extra = 0


class TellsOfAgents(admin.ModelAdmin):
    """Names and classes of agents decide what a label's words mean."""

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        agents_changed.send(sender=self.model)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        agents_changed.send(sender=self.model)


@admin.register(models.Agent)
class AgentAdmin(TellsOfAgents):
    list_display = ["with_brands", "rxnorm_code"]
    list_filter = ["classes"]
    search_fields = ["name", "brands__name", "synonyms__name", "=rxnorm_code"]
    filter_horizontal = ["classes"]
    inlines = [AgentBrandInline, AgentSynonymInline]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("brands")

    @admin.display(description="generic name (brands)", ordering="name")
    def with_brands(self, agent):
        return agent.with_brands


@admin.register(models.AgentClass)
class AgentClassAdmin(TellsOfAgents):
    search_fields = ["name"]


@admin.register(models.RegimenName)
class RegimenNameAdmin(admin.ModelAdmin):
    list_display = ["name", "note"]
    search_fields = ["name", "agents__name"]
    filter_horizontal = ["agents"]
