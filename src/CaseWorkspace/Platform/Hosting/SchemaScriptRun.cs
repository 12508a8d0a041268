using System.Data;
using System.Runtime.ExceptionServices;
using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using DbUp.Engine.Transactions;
using Npgsql;

namespace CaseWorkspace.Platform.Hosting;

/// <summary>
/// Brings a database to the scripts (<see cref="SchemaScripts"/>) by DbUp, inside a transaction that is open on a connection of the owner:
/// who opened it takes the locks, and commits or not. Compiled into the AppHost as well.
/// </summary>
internal static class SchemaScriptRun
{
    /// <summary>Runs what the database has not had, and tells what it was.</summary>
    /// <exception cref="RefusedScriptException">A script failed, or the database has had others than these.</exception>
    public static IReadOnlyList<string> Apply(NpgsqlConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var record = new ScriptRecord(connection);
        List<string> ran = [];
        if (record.IsFromBefore())
        {
            ran.AddRange(Perform(Engine(connection, record, [SchemaScripts.CarryOver]).PerformUpgrade()));
            // These it stands for.
            Perform(Engine(connection, record, SchemaScripts.Names).MarkAsExecuted(SchemaScripts.LastCarriedOver));
        }

        ran.AddRange(Perform(Engine(connection, record, SchemaScripts.Names).PerformUpgrade()));
        record.ForgetFunctionsThatAreGone();
        return ran;
    }

    private static UpgradeEngine Engine(NpgsqlConnection connection, IJournal record, IEnumerable<string> names) =>
        DeployChanges.To.PostgresqlDatabase(new OpenTransaction(connection))
            // DbUp would sort by name.
            .WithScripts(names.Where(name => !string.Equals(name, SchemaScripts.Record, StringComparison.Ordinal))
                .Select((name, place) => new SqlScript(name, SchemaScripts.Text(name), new SqlScriptOptions { RunGroupOrder = place })))
            .JournalTo(record)
            // $1 and $$ are PostgreSQL's own.
            .WithVariablesDisabled()
            .LogToNowhere()
            .Build();

    private static IEnumerable<string> Perform(DatabaseUpgradeResult result)
    {
        if (result.Error is PostgresException { SqlState: not (PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected) } fault)
        {
            throw new RefusedScriptException(
                $"The schema is unchanged: deploy/postgresql/{result.ErrorScript?.Name} failed: {fault.MessageText} ({fault.SqlState}).", fault);
        }

        if (result.Error is { } other)
        {
            ExceptionDispatchInfo.Throw(other);
        }

        return result.Scripts.Select(script => script.Name);
    }

    /// <summary>DbUp opens, commits and closes nothing here.</summary>
    private sealed class OpenTransaction(NpgsqlConnection connection) : IConnectionManager, IDisposable
    {
        public TransactionMode TransactionMode { get; set; } = TransactionMode.NoTransaction;

        public bool IsScriptOutputLogged { get; set; }

        public int? ExecutionTimeoutSeconds { get; set; }

        public IDisposable OperationStarting(IUpgradeLog upgradeLog, List<SqlScript> executedScripts) => this;

        public void ExecuteCommandsWithManagedConnection(Action<Func<IDbCommand>> action) => action(Command);

        public T ExecuteCommandsWithManagedConnection<T>(Func<Func<IDbCommand>, T> actionWithResult) => actionWithResult(Command);

        /// <summary>Npgsql sends the statements of one text one after the other.</summary>
        public IEnumerable<string> SplitScriptIntoCommands(string scriptContents) => [scriptContents];

        public bool TryConnect(IUpgradeLog upgradeLog, out string errorMessage)
        {
            errorMessage = "";
            return true;
        }

        public void Dispose()
        {
        }

        /// <summary>An index on the events of years takes as long as it takes.</summary>
        private NpgsqlCommand Command() => new() { Connection = connection, CommandTimeout = 0 };
    }
}
