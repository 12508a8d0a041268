using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Access;

/// <summary>
/// Opens a file to somebody without a relation to it, at once and for four hours. Lead and auditor are told,
/// everything seen is listed, and the auditor owes a finding. Sealed sub-files stay sealed.
/// </summary>
public sealed record TakeEmergencyAccess(string Number, string Reason) : ICommand<EmergencyAccess>
{
    private const int ShortestReason = 20;

    private static readonly InlineValidator<TakeEmergencyAccess> Shape = new()
    {
        rules => rules.RuleFor(command => command.Number).NotEmpty().MaximumLength(50),
        rules => rules.RuleFor(command => command.Reason).NotEmpty().MinimumLength(ShortestReason).MaximumLength(1000),
    };

    [JsonIgnore]
    public Guid Target { get; } = Guid.CreateVersion7();

    public Operation Operation => AccessOperations.EmergencyAccess;

    public Guid? Scope => null;

    public IReadOnlyList<Fact> Facts => [new FileOfNumber(Number), EntriesAgainst.OfActor];

    public IValidator Rules => Shape;

    public Decision Decide(EmergencyAccess? state, DecisionContext context)
    {
        // Before the file is looked for: who may not enter learns nothing of any.
        if (context.Facts<EntriesAgainst>() is [var against] && (against.NotJustified > 0 || against.Owed > 0))
        {
            return Decision.Forbid(against.NotJustified > 0 ? "entry-not-justified" : "entry-not-reviewed");
        }

        if (context.Reached is not { } file)
        {
            return Decision.Forbid("no-such-file", "number");
        }

        return file.Relations.IsEmpty
            ? Decision.Accept(new EmergencyAccessTaken(
                file.Id, file.Number!, context.Actor.Id, context.Role.Code(), Reason.Trim(), context.Now + EmergencyAccess.Lasts))
            : Decision.Refuse("open-to-you-already", "number");
    }
}

/// <summary>The actor's own entries that stand against another (<see cref="EmergencyAccess.ClosesTheWay"/>).</summary>
/// <param name="Owed">How many the auditor has not reviewed.</param>
/// <param name="NotJustified">How many were not justified.</param>
public sealed record EntriesAgainst(long Owed, long NotJustified)
{
    internal static Fact OfActor { get; } = new Fact<EntriesAgainst>(
        """
        select jsonb_build_object(
            'owed', count(*) filter (where d.data ->> 'state' = 'to-review'), 'notJustified', count(*) filter (where d.data ->> 'state' <> 'to-review'))::text
        from workspace.mt_doc_breakglass d where (d.data ->> 'by')::uuid = ? and (d.data ->> 'closesTheWay')::boolean
        """,
        actor => [actor.Id]);
}
