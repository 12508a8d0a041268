using CaseWorkspace.AppHost.Processes;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.AppHost;

public sealed class LogCapTests
{
    [Fact]
    public void A_log_that_grew_too_long_is_moved_aside_under_the_host_that_writes_it()
    {
        Directory.CreateDirectory(PostgreSqlFixture.TestsFolder);
        var log = Path.Combine(PostgreSqlFixture.TestsFolder, $"cap-{Guid.CreateVersion7():N}.log");
        using (var writer = new StreamWriter(new FileStream(log, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)) { AutoFlush = true })
        {
            writer.Write("short");
            LogCap.Apply(log, longest: 100);
            File.Exists(log + ".1").ShouldBeFalse();
            writer.Write(new string('x', 200));
            LogCap.Apply(log, longest: 100);
            new FileInfo(log).Length.ShouldBe(0);
            new FileInfo(log + ".1").Length.ShouldBe(205);
        }
        File.Delete(log);
        File.Delete(log + ".1");
    }
}
