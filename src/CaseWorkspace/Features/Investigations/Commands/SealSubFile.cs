using System.Globalization;
using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What the body of the request holds.</summary>
/// <param name="Supervisor">Who authorises what leaves it; so a sub-file is never one person's alone.</param>
public sealed record NewSubFile(string Title, Guid Supervisor, string Reason);

/// <summary>Seals off a part of the file: nobody but the one who seals it and its supervisor sees it, until others are named in it.</summary>
public sealed record SealSubFile(Guid File, string Title, Guid Supervisor, string Reason) : ICommand<SubFile>
{
    private static readonly InlineValidator<SealSubFile> Shape = new()
    {
        rules => rules.RuleFor(command => command.Title).NotEmpty().MaximumLength(200),
        rules => rules.RuleFor(command => command.Supervisor).NotEmpty(),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    [JsonIgnore]
    public Guid Target { get; } = Guid.CreateVersion7();

    public Operation Operation => InvestigationOperations.SealSubFile;

    public Guid? Scope => File;

    // One series for all files: a gap in a file's own would tell those named in a later one that there is an earlier.
    public IReadOnlyList<Fact> Facts => [new PeopleNamed(Supervisor), new NextNumber("sub-file")];

    public IValidator Rules => Shape;

    public Decision Decide(SubFile? state, DecisionContext context)
    {
        if (context.Scope is not { Kind: ThingKind.Investigation })
        {
            return Decision.Missing;
        }

        if (context.Colleague(Supervisor, Role.Supervisor) is not { } supervisor)
        {
            return Decision.Refuse("not-a-supervisor", "supervisor");
        }

        // Nobody chooses who supervises them: that is who supervises the file, and may hand it on.
        if (!supervisor.Duties.Now.Contains(Duty.Supervises))
        {
            return Decision.Refuse("not-its-supervisor", "supervisor");
        }

        // Who seals it keeps it.
        return supervisor.Duties.With(Duty.Investigates, Supervisor == context.Actor.Id).Against(Duty.Supervises, "supervisor")
            ?? Decision.Accept(new SubFileSealed(
                File, string.Create(CultureInfo.InvariantCulture, $"S-{context.Number}"), Title.Trim(), context.Actor.Id, Supervisor, Reason.Trim()));
    }
}
