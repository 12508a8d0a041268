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
            .When(new VerifyContent(Item, Photograph, Sound)).Then(Verified);

    [Theory]
    [InlineData(ContentFault.Missing, "missing")]
    [InlineData(ContentFault.Unreadable, "unreadable")]
    [InlineData(ContentFault.Length, "length")]
    [InlineData(ContentFault.Differs, "differs")]
    public void Damaged_content_is_found_damaged(ContentFault fault, string code) =>
        Given.Events<EvidenceItem>(Registered, Sealed).By(Investigator)
            .When(new VerifyContent(Item, Photograph, Differs with { Fault = fault }))
            .Then(FoundDamaged with { Fault = code })
            .And.State!.State.ShouldBe("damaged");

    [Fact]
    public void Content_that_was_restored_is_sealed_again_once_it_is_verified() =>
        Given.Events<EvidenceItem>(Registered, Sealed, FoundDamaged).By(Investigator)
            .When(new VerifyContent(Item, Photograph, Sound)).Then(Verified)
            .And.State!.State.ShouldBe("sealed");

    [Fact]
    public void What_has_no_content_is_not_verified() =>
        Given.Events<EvidenceItem>(Registered).When(new VerifyContent(Item, Photograph, Sound)).ThenRefused("no-content-yet");

    [Fact]
    public void Other_content_than_the_items_own_verifies_nothing() =>
        Given.Events<EvidenceItem>(Registered, Sealed)
            .When(new VerifyContent(Item, Photograph with { Sha256 = new string('c', 64) }, Sound)).ThenRefused("no-content-yet");

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
