using CaseWorkspace.Features.People;
using CaseWorkspace.Platform.Pipeline;
using CsCheck;
using Shouldly;
using Xunit;
using static CaseWorkspace.Tests.Features.People.PeopleScenes;

namespace CaseWorkspace.Tests.Features.People;

/// <summary>Random acts in any order: what an indicator opened stays owed until somebody decides, and a page offers what a command takes.</summary>
public sealed class ScreeningProperties
{
    private static readonly Gen<ICommand<RecordedPerson>> Attempts = Gen.OneOf<ICommand<RecordedPerson>>(
        Gen.Const<ICommand<RecordedPerson>>(new RecordScreening(Person, null, Yesterday, [], null)),
        Gen.Const<ICommand<RecordedPerson>>(new RecordScreening(Person, null, Yesterday, ["threats", "isolated"], "Afraid.")),
        Gen.Const<ICommand<RecordedPerson>>(new DecideScreening(Person, null, "refer", "Signs of debt bondage.")),
        Gen.Const<ICommand<RecordedPerson>>(new CorrectPerson(Person, null, Description, true, "Was moved.")),
        Gen.Const<ICommand<RecordedPerson>>(new CorrectPerson(Person, null, Description, false, "Was not moved.")),
        Gen.Const<ICommand<RecordedPerson>>(new SetCategory(Person, null, "contact", Yesterday, "Why.")));

    [Fact]
    public void An_indicator_is_owed_a_decision_until_there_is_one() =>
        Gen.Select(Gen.Bool, Attempts.Array[0, 12]).Sample((isMigrant, attempts) =>
        {
            var person = isMigrant ? KnownMigrant : Known;
            foreach (var attempt in attempts)
            {
                var before = person.State!;
                var isOffered = attempt switch
                {
                    RecordScreening => PeopleActs.All.All.Single(act => act.Verb == "screen").WhyNot(before, person.Facts) is null,
                    DecideScreening => PeopleActs.All.All.Single(act => act.Verb == "decide-screening").WhyNot(before, person.Facts) is null,
                    _ => (bool?)null,
                };
                var consequence = person.When(attempt);
                if (isOffered is { } offered)
                {
                    (consequence.Decision.Refusal is null).ShouldBe(offered);
                }

                person = consequence.And;
                var after = person.State!.Screening;
                if (before.Screening?.State is Screening.ToDecide && attempt is not DecideScreening)
                {
                    after!.State.ShouldBe(Screening.ToDecide);
                }

                (after?.State is Screening.Decided).ShouldBe(after?.Verdict is not null);
                (after?.State is Screening.ToDecide && after.Indicators is not { Count: > 0 }).ShouldBeFalse();
                (person.State.IsMigrant && after is null).ShouldBeFalse("A migrant is owed a screening.");
            }
        });
}
