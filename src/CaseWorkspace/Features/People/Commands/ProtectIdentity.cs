using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.People;

/// <summary>What the body of the request holds.</summary>
/// <param name="SubFile">The sealed sub-file in which who the person is will be kept.</param>
/// <param name="Alias">What stands in the place of the names everywhere else.</param>
/// <param name="Alphabet">In which that is written: a code of the list <c>alphabet</c>.</param>
public sealed record NewProtection(Guid SubFile, string Alias, string Alphabet, string Reason);

/// <summary>
/// Keeps who the person is in a sealed sub-file, for those named there. It counts at once, because a name that is open for an hour has been read; a
/// second person confirms it or not (<see cref="DecideOnIdentity"/>).
/// </summary>
public sealed record ProtectIdentity(Guid Target, long? SeenVersion, Guid SubFile, string Alias, string Alphabet, string Reason)
    : IAct<ProtectIdentity, RecordedPerson>
{
    private static readonly InlineValidator<ProtectIdentity> Shape = new()
    {
        rules => rules.RuleFor(command => command.SubFile).NotEmpty(),
        rules => rules.RuleFor(command => command.Alias).NotEmpty().MaximumLength(100),
        rules => rules.RuleFor(command => command.Alphabet).IsCode("alphabet"),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<RecordedPerson> Act { get; } = RecordedPerson.Act("protect-identity", PeopleOperations.ProtectIdentity, WhyNot);

    [JsonIgnore]
    public Guid Identity { get; } = Guid.CreateVersion7();

    public IReadOnlyList<Fact> Facts => [new IntoFile(SubFile)];

    public IValidator Rules => Shape;

    // What lies in a sealed sub-file is open to those named in it alone already.
    public static Refusal? WhyNot(RecordedPerson person, ActContext who) =>
        person.Protection is not null ? Refusal.Rule("identity-protected-already") : who.Scope?.SubFile is not null ? Refusal.Rule("lies-sealed") : null;

    public Decision DecideOn(RecordedPerson state, DecisionContext context)
    {
        if (context.Used.GetValueOrDefault(SubFile) is not { Kind: ThingKind.SubFile } part || part.File != state.File)
        {
            return Decision.Missing;
        }

        if (part.SubFile is null)
        {
            return Decision.Refuse("not-sealed", "subFile");
        }

        var alias = new PersonName(Alias.Trim(), Alphabet, "alias");
        return state.Description.Names.Any(name => SaysTheSame(name.Text, alias.Text))
            ? Decision.Refuse("alias-is-the-name", "alias")
            : Decision.Accept(new IdentityProtected(Identity, alias, context.Actor.Id, context.Now)).AndBegin<ProtectedIdentity>(Identity, new IdentityKept(
                state.File, state.Number, Target, SubFile, alias, state.Description,
                [.. state.Facts.Select(fact => new PersonFactRecorded(fact.Id, fact.Content, fact.By, fact.At))], Reason.Trim(), context.Actor.Id, context.Now,
                [.. (state.Representatives ?? []).Select(one => new RepresentativeNamed(one.Id, one.Content, one.By, one.At))], [.. (state.Bonds ?? []).Select(one => new SecrecyBound(one.Id, one.Content, one.By, one.At))]));
    }

    /// <summary>Whether the alias has a word of the name, a short one or a beginning apart.</summary>
    private static bool SaysTheSame(string name, string alias) =>
        SearchWords.Split(name).Where(word => word.Length > 2).Intersect(SearchWords.Split(alias), StringComparer.Ordinal).Any();
}
