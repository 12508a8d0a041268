using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform;

public sealed class SeparationOfDutiesTests
{
    public static TheoryData<Duty, Duty> Pairs =>
    [
        .. Enum.GetValues<Duty>().SelectMany(one => Enum.GetValues<Duty>(), (one, other) => (one, other)).Where(pair => pair.one != pair.other),
    ];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void On_one_file_a_person_has_one_duty(Duty one, Duty other)
    {
        var code = SeparationOfDuties.Conflict(one, new Duties([other], [])).ShouldNotBeNull();
        SeparationOfDuties.Conflict(other, new Duties([one], [])).ShouldBe(code);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Each_refusal_has_words_and_says_what_to_do_in_both_languages(Duty one, Duty other)
    {
        var code = SeparationOfDuties.Conflict(one, new Duties([other], []))!;
        var english = Repository.At("src", "CaseWorkspace", "Features", "Investigations", "Investigations.resx");
        foreach (var words in new[] { TextsTests.Words(english), TextsTests.Words(TextsTests.Georgian(english)) })
        {
            words.Keys.ShouldContain($"problem.{code}");
            words.Keys.ShouldContain($"problem.{code}.mend");
        }
    }

    [Fact]
    public void A_duty_goes_together_with_itself_and_with_none()
    {
        foreach (var duty in Enum.GetValues<Duty>())
        {
            SeparationOfDuties.Conflict(duty, new Duties([duty], [duty])).ShouldBeNull();
            SeparationOfDuties.Conflict(duty, Duties.None).ShouldBeNull();
        }
    }

    [Fact]
    public void Investigating_and_prosecuting_one_file_exclude_each_other_for_good()
    {
        SeparationOfDuties.Conflict(Duty.Prosecutes, new Duties([], [Duty.Investigates])).ShouldBe("works-and-prosecutes");
        SeparationOfDuties.Conflict(Duty.Investigates, new Duties([], [Duty.Prosecutes])).ShouldBe("works-and-prosecutes");
    }

    [Fact]
    public void Custody_and_supervision_end_when_they_end()
    {
        foreach (var duty in Enum.GetValues<Duty>())
        {
            SeparationOfDuties.Conflict(duty, new Duties([], [Duty.Keeps, Duty.Supervises])).ShouldBeNull();
        }
    }

    [Fact]
    public void Relations_that_come_with_no_duty_stand_against_none()
    {
        Relation[] without = [Relation.CustodyOffered, Relation.AddressedLiaisonOfficer, Relation.EmergencyAccess];
        Enum.GetValues<Relation>().Where(relation => SeparationOfDuties.Of(relation) is null).ShouldBe(without, ignoreOrder: true);
    }
}
