using CaseWorkspace.Platform.Hosting;
using Npgsql;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform.Hosting;

public class DatabaseConnectionTests
{
    [Theory]
    [InlineData("Host=db")]
    [InlineData("Host=db;Cancellation Timeout=2000")]
    [InlineData("Host=a,b;Target Session Attributes=primary;Cancellation Timeout=0;Command Timeout=5")]
    public void No_host_cancels_a_command_that_runs_out_of_time_whatever_the_operator_gives(string given)
    {
        var connection = new NpgsqlConnectionStringBuilder(DatabaseConnection.Of(given));
        connection.CancellationTimeout.ShouldBe(-1);
        connection.Host.ShouldBe(new NpgsqlConnectionStringBuilder(given).Host);
    }

    /// <summary>A connection string that a host reads goes through the one place, or is handed to what does.</summary>
    [Fact]
    public void Every_connection_string_of_every_host_goes_through_the_one_place()
    {
        string[] handedOn = ["src/CaseWorkspace.Worker/Program.cs", "src/CaseWorkspace/Platform/Storage/Keys/TextKeys.cs"];
        Repository.Sources("src")
            .Where(file => File.ReadAllText(file) is var text
                && (text.Contains(".GetConnectionString(\"", StringComparison.Ordinal) || text.Contains("NpgsqlDataSource.Create(", StringComparison.Ordinal))
                && !text.Contains("DatabaseConnection.Of(", StringComparison.Ordinal))
            .ShouldAllBe(file => handedOn.Any(one => file.Replace('\\', '/').EndsWith(one, StringComparison.Ordinal)));
    }
}
