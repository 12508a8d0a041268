using CaseWorkspace.Features.Evidence;
using CaseWorkspace.Platform.Policy;
using Xunit;
using static CaseWorkspace.Tests.Features.Evidence.EvidenceScenes;

namespace CaseWorkspace.Tests.Features.Evidence;

public sealed class RegisterEvidenceTests
{
    [Theory]
    [InlineData(1, "E-001")]
    [InlineData(999, "E-999")]
    [InlineData(1000, "E-1000")]
    public void An_item_gets_the_files_next_exhibit_number(long drawn, string number) =>
        Given.Nothing<EvidenceItem>().By(Investigator).In("investigation", CaseFile, Relation.Member).Drawing(drawn)
            .When(Register)
            .Then(Registered with { Number = number, RegisteredAt = Given.Now });

    [Theory]
    [InlineData("evidence")]
    [InlineData("request")]
    public void An_item_is_registered_in_a_file_and_nothing_else(string kind) =>
        Given.Nothing<EvidenceItem>().By(Investigator).In(kind, CaseFile, Relation.Lead)
            .When(Register)
            .ThenMissing();

    [Fact]
    public void Nothing_is_seized_in_the_future() =>
        Given.Nothing<EvidenceItem>().In("investigation", CaseFile, Relation.Lead)
            .When(Register with { SeizedAt = Given.Now.AddMinutes(3) })
            .ThenRefused("seized-in-future");

    [Fact]
    public void Nothing_was_seized_in_another_age() =>
        Given.Nothing<EvidenceItem>().In("investigation", CaseFile, Relation.Lead)
            .When(Register with { SeizedAt = new DateTimeOffset(1926, 11, 20, 10, 0, 0, TimeSpan.Zero) })
            .ThenRefused("seized-too-long-ago");
}
