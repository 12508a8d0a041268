using System.Text.Json;
using CaseWorkspace.Features.Access;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Platform.Storage;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform.Web;

public sealed class WaitingActTests
{
    public static TheoryData<object> Commands() =>
    [
        new ReleasePrepared(Guid.CreateVersion7(), 7),
        new TransmitAbroad(Guid.CreateVersion7(), 9, "siena", new DateTimeOffset(2026, 11, 3, 10, 5, 0, TimeSpan.FromHours(1))),
        new TakeEmergencyAccess("344-2026-000001", "A life is in danger and nobody answers"),
    ];

    /// <summary>What waits for the second factor is what goes on afterwards.</summary>
    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_that_waits_for_the_second_factor_comes_back_as_it_was(object command)
    {
        ArgumentNullException.ThrowIfNull(command);
        var written = JsonSerializer.Serialize(command, command.GetType(), WorkspaceJson.Fingerprint);

        var read = JsonSerializer.Deserialize(written, command.GetType(), WorkspaceJson.Fingerprint);

        JsonSerializer.Serialize(read, command.GetType(), WorkspaceJson.Fingerprint).ShouldBe(written);
        written.ShouldNotBe("{}");
    }
}
