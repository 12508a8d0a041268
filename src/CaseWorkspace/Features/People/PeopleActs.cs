using CaseWorkspace.Platform.Pipeline;

namespace CaseWorkspace.Features.People;

/// <summary>What can be done with a person's record, in the order to show. Each command states its own precondition; page and API ask it here.</summary>
public static class PeopleActs
{
    /// <summary>All of them.</summary>
    public static readonly Acts<RecordedPerson> All = new(
        DecideScreening.Act, RecordScreening.Act, SetStatus.Act, SetCategory.Act, QualifyConduct.Act, WithdrawQualification.Act, RecordFact.Act, WithdrawFact.Act, CorrectPerson.Act);
}
