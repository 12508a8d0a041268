using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What can be done with a case file.</summary>
public static class InvestigationOperations
{
    public static readonly Operation Open = new("investigation.open", Processing.Collection);
    public static readonly Operation List = new("investigation.list", Processing.Consultation);
    public static readonly Operation View = new("investigation.view", Processing.Consultation);
    public static readonly Operation ViewTimeline = new("investigation.view-timeline", Processing.Consultation);
    public static readonly Operation AddNote = new("investigation.add-note", Processing.Collection);
    public static readonly Operation AddMember = new("investigation.add-member", Processing.Alteration);
    public static readonly Operation RemoveMember = new("investigation.remove-member", Processing.Alteration);
    public static readonly Operation NameProsecutor = new("investigation.name-prosecutor", Processing.Alteration);
}
