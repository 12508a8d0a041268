using CaseWorkspace.Features.Evidence;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Vault;
using CsCheck;
using Shouldly;
using Xunit;
using static CaseWorkspace.Tests.Features.Evidence.EvidenceScenes;

namespace CaseWorkspace.Tests.Features.Evidence;

/// <summary>No sequence of commands brings an item into a state that must not be.</summary>
public sealed class EvidenceItemProperties
{
    private static readonly Gen<VaultContent> Contents =
        Gen.OneOf(Photograph, Photograph with { Sha256 = new string('d', 64) }, new VaultContent(new string('e', 64), 0));

    private static readonly Gen<ContentCheck> Checks = Gen.OneOf(
        Sound, Differs, Differs with { Fault = ContentFault.Missing }, Differs with { Fault = ContentFault.Length });

    /// <summary>What somebody tries on the item; null where the workspace would not come to a decision.</summary>
    private static readonly Gen<Func<Given<EvidenceItem>, ICommand<EvidenceItem>?>> Commands = Gen.OneOf<Func<Given<EvidenceItem>, ICommand<EvidenceItem>?>>(
        Contents.Select(content => (Func<Given<EvidenceItem>, ICommand<EvidenceItem>?>)(_ => new SealContent(Item, content, "image/jpeg", null))),
        Checks.Select(found => (Func<Given<EvidenceItem>, ICommand<EvidenceItem>?>)(item =>
            AsSealed(item) is { } content ? new VerifyContent(Item, content, found) : null)),
        Checks.Select(found => (Func<Given<EvidenceItem>, ICommand<EvidenceItem>?>)(item =>
            AsSealed(item) is { } content ? new RecordDamage(Item, content.InVault, found) : null)),
        Gen.OneOf("sufficient", "excluded").Select(opinion => (Func<Given<EvidenceItem>, ICommand<EvidenceItem>?>)(_ => Review(opinion))));

    /// <summary>As <see cref="ContentOfItem"/> answers: from the event.</summary>
    private static ItemContent? AsSealed(Given<EvidenceItem> item) =>
        item.Past.OfType<ContentSealed>().FirstOrDefault() is { } one
            ? new ItemContent(one.Sha256, one.Length, one.MediaType, one.FileName, one.By, one.At) : null;

    [Fact]
    public void Whatever_is_tried_an_item_keeps_its_word() =>
        Gen.Select(Gen.OneOf("image", "physical-object"), Commands.Array[0, 30]).Sample((kind, tried) =>
        {
            var item = Given.Events<EvidenceItem>(Registered with { Kind = kind });
            foreach (var command in tried.Select(one => one(item)).OfType<ICommand<EvidenceItem>>())
            {
                var before = item.State!;
                item = item.When(command).And;
                var after = item.State!;

                // What it was registered as never changes, nor does content once sealed.
                after.Number.ShouldBe(before.Number);
                after.File.ShouldBe(before.File);
                (before.Content is null || before.Content == after.Content).ShouldBeTrue();
            }

            var end = item.State!;
            item.Past.OfType<ContentSealed>().Count().ShouldBeLessThanOrEqualTo(1);
            (end.State is "registered").ShouldBe(end.Content is null);
            (end.State is "damaged").ShouldBe(end.LastCheck?.Fault is not null);
            end.Reviews.ShouldBe(item.Past.OfType<EvidenceReviewed>().Count());

            object[] beforeSealing = [.. item.Past.TakeWhile(one => one is not ContentSealed)];
            beforeSealing.OfType<ContentVerified>().ShouldBeEmpty();
            beforeSealing.OfType<ContentFoundDamaged>().ShouldBeEmpty();
            if (kind is "image")
            {
                beforeSealing.OfType<EvidenceReviewed>().ShouldBeEmpty();
            }
        });
}
