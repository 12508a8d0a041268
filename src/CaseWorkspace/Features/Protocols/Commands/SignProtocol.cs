using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.Protocols;

/// <summary>Whether a participant signed.</summary>
/// <param name="How">A code of the list <c>protocol-signature</c>.</param>
/// <param name="Reason">Why not.</param>
/// <param name="HasCopy">Whether the participant was given a copy.</param>
public sealed record SignatureGiven(string How, string? Reason = null, bool HasCopy = false);

/// <summary>What the body of the request holds.</summary>
/// <param name="Signatures">One for each participant, in their order.</param>
public sealed record NewSigning(SignatureGiven[] Signatures);

/// <summary>The person who did the action signs, and says who of the participants did. The protocol changes no more; a second one corrects it.</summary>
public sealed record SignProtocol(Guid Target, long? SeenVersion, SignatureGiven[] Signatures) : IAct<SignProtocol, ActionProtocol>
{
    private const string Signed = "signed";

    // What the court found of the action stands in the protocol that is corrected: it is the same action.
    private const string ControlOfCorrected =
        """
        select (first.data -> 'control')::text from workspace.mt_doc_actionprotocol d
        join workspace.mt_doc_actionprotocol first on first.id = (d.data ->> 'corrects')::uuid
        where d.id = ? and jsonb_typeof(first.data -> 'control') = 'object'
        """;

    private static readonly InlineValidator<SignProtocol> Shape = new()
    {
        rules => rules.RuleFor(command => command.Signatures).NotNull(),
        rules => rules.RuleForEach(command => command.Signatures).NotNull().ChildRules(signature =>
        {
            signature.RuleFor(one => one.How).IsCode("protocol-signature");
            signature.RuleFor(one => one.Reason).MaximumLength(1000);
            signature.RuleFor(one => one.Reason).NotEmpty().When(one => one.How is not Signed).WithErrorCode("why-not-signed");
        }),
    };

    public static Act<ActionProtocol> Act { get; } = new("sign", ProtocolOperations.Sign, WhyNot);

    public IReadOnlyList<Fact> Facts => [new Fact<CourtControl>(ControlOfCorrected, Target)];

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(ActionProtocol protocol, ActContext who) =>
        ProtocolRules.WhyNotDraft(protocol)
            ?? (who.Actor.Id == protocol.Content.DoneBy ? null : Refusal.Denied("not-who-did-it"))
            ?? (protocol.IsComplete ? null : Refusal.Rule("protocol-incomplete"));

    public Decision DecideOn(ActionProtocol state, DecisionContext context)
    {
        var people = state.Content.Participants;
        if (Signatures.Length != people.Length)
        {
            return Decision.Refuse("signatures-of-all", "signatures");
        }

        var signed = new ProtocolSigned(
            [.. people.Zip(Signatures, (person, given) => new ProtocolSignature(
                person.Role, person.Who, given.How, given.How is Signed ? null : given.Reason!.Trim(), given.HasCopy))],
            context.Actor.Id, context.Now);
        var decision = state.ControlDue is not null && context.Facts<CourtControl>() is [var control]
            ? Decision.Accept(signed, new CourtControlRecorded(control.Finding, control.Court, control.RulingNumber, control.RuledOn, control.By, control.At))
            : Decision.Accept(signed);
        return state.Corrects is { } first ? decision.And(first, new ProtocolCorrected(Target, state.Number, context.Actor.Id, context.Now)) : decision;
    }
}
