using CaseWorkspace.Platform.Pipeline;

namespace CaseWorkspace.Features.People;

/// <summary>What can be done with a person's record, in the order to show. Each command states its own precondition; page and API ask it here.</summary>
public static class PeopleActs
{
    /// <summary>All of them.</summary>
    public static readonly Acts<RecordedPerson> All = new(
        DecideScreening.Act, RecordScreening.Act, SetStatus.Act, SetCategory.Act, QualifyConduct.Act, WithdrawQualification.Act, RecordFact.Act, WithdrawFact.Act, CorrectPerson.Act, NameRepresentative.Act, EndRepresentative.Act, BindToSecrecy.Act, ReviewRecord.Act, ProtectIdentity.Act,
        LiftRecordRestriction.Act, RestrictRecord.Act, DecideOnErasure.Act, ProposeErasure.Act);

    /// <summary>Those on a protected identity.</summary>
    public static readonly Acts<ProtectedIdentity> OfIdentity = new(
        DecideOnIdentity.Act, CorrectIdentity.Act, RecordIdentityFact.Act, WithdrawIdentityFact.Act, AskToReleaseIdentity.Act);
}
