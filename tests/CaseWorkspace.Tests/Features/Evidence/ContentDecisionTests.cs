using CaseWorkspace.Features.Evidence;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Vault;
using Shouldly;
using Xunit;
using static CaseWorkspace.Tests.Features.Evidence.EvidenceScenes;

namespace CaseWorkspace.Tests.Features.Evidence;

public sealed class ContentDecisionTests
{
    private static readonly ContentVerified Verified = new(Photograph.Sha256, Photograph.Length, Investigator.Id, Given.Now);

    /// <summary>What the item was sealed with, as its event has it.</summary>
    private static readonly ItemContent AsSealed = new(Photograph.Sha256, Photograph.Length, "image/jpeg", "door.jpg", Investigator.Id, Given.Now);

    private static readonly ContentRecordFoundAltered Altered = new(
        Photograph.Sha256, Photograph.Length, "image/jpeg", "door.jpg", Investigator.Id, Given.Now, new string('c', 64), 7, Investigator.Id, Given.Now);

    [Fact]
    public void Content_is_sealed() =>
        Given.Events<EvidenceItem>(Registered).By(Investigator).When(Seal).Then(Sealed);

    [Fact]
    public void Content_is_sealed_once() =>
        Given.Events<EvidenceItem>(Registered, Sealed).When(Seal).ThenRefused("already-sealed");

    [Fact]
    public void Damaged_content_is_not_replaced_either() =>
        Given.Events<EvidenceItem>(Registered, Sealed, FoundDamaged).When(Seal).ThenRefused("already-sealed");

    [Fact]
    public void Nothing_is_sealed_where_no_item_is() =>
        Given.Nothing<EvidenceItem>().When(Seal).ThenMissing();

    [Fact]
    public void Sound_content_is_verified() =>
        Given.Events<EvidenceItem>(Registered, Sealed).By(Investigator)
            .When(new VerifyContent(Item, AsSealed, Sound)).Then(Verified);

    [Theory]
    [InlineData(ContentFault.Missing, "missing")]
    [InlineData(ContentFault.Unreadable, "unreadable")]
    [InlineData(ContentFault.Length, "length")]
    [InlineData(ContentFault.Differs, "differs")]
    public void Damaged_content_is_found_damaged(ContentFault fault, string code) =>
        Given.Events<EvidenceItem>(Registered, Sealed).By(Investigator)
            .When(new VerifyContent(Item, AsSealed, Differs with { Fault = fault }))
            .Then(FoundDamaged with { Fault = code })
            .And.State!.State.ShouldBe("damaged");

    [Fact]
    public void Content_that_was_restored_is_sealed_again_once_it_is_verified() =>
        Given.Events<EvidenceItem>(Registered, Sealed, FoundDamaged).By(Investigator)
            .When(new VerifyContent(Item, AsSealed, Sound)).Then(Verified)
            .And.State!.State.ShouldBe("sealed");

    [Fact]
    public void Nothing_is_verified_where_no_item_is() =>
        Given.Nothing<EvidenceItem>().When(new VerifyContent(Item, AsSealed, Sound)).ThenMissing();

    [Fact]
    public void A_record_that_names_other_content_is_reported_put_right_and_verified_against_what_was_sealed()
    {
        var other = Given.Events<EvidenceItem>(Registered, Sealed with { Sha256 = new string('c', 64), Length = 7 }).By(Investigator);
        other.When(new VerifyContent(Item, AsSealed, Sound)).Then(Altered, Verified)
            .State.Content.ShouldBe(AsSealed);
        other.When(new RecordAlteration(Item, AsSealed)).Then(Altered);
        other.When(new RecordAlteration(Item, AsSealed)).And.When(new RecordAlteration(Item, AsSealed)).Then();
    }

    [Fact]
    public void A_record_that_names_no_content_is_put_right_too()
    {
        var emptied = Given.Events<EvidenceItem>(Registered).By(Investigator).When(new VerifyContent(Item, AsSealed, Sound))
            .Then(Altered with { FoundSha256 = null, FoundLength = null }, Verified).State;
        (emptied.State, emptied.Content).ShouldBe(("sealed", AsSealed));
    }

    [Fact]
    public void The_workspace_records_damage_once()
    {
        var vault = SystemActor.For("evidence-vault");
        Given.Events<EvidenceItem>(Registered, Sealed).By(vault)
            .When(new RecordDamage(Item, Photograph, Differs)).Then(FoundDamaged with { By = SystemActor.Id })
            .And.When(new RecordDamage(Item, Photograph, Differs)).Then();
    }

    [Fact]
    public void No_damage_is_recorded_of_sound_content() =>
        Given.Events<EvidenceItem>(Registered, Sealed).When(new RecordDamage(Item, Photograph, Sound)).ThenMissing();
}
