using CaseWorkspace.Platform.Pipeline;

namespace CaseWorkspace.Features.CovertMeasures;

/// <summary>What can be done with a covert measure, in the order to show. Each command states its own precondition; page, desk and API ask it here.</summary>
public static class CovertActs
{
    /// <summary>All of them.</summary>
    public static readonly Acts<CovertMeasure> All = new(
        RecordCovertControl.Act, ExtendMeasure.Act, EndMeasure.Act, ServeNotification.Act, PostponeNotification.Act, SettleMaterial.Act, CorrectMeasure.Act,
        TakeBackStep.Act, WithdrawMeasure.Act);
}
