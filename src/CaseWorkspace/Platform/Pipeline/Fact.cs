using CaseWorkspace.Platform.Storage;
using Marten.Services.BatchQuerying;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>What a decision has to know beside state and access. The pipeline reads it in the batch that reads them.</summary>
public abstract record Fact
{
    internal abstract Task<object> Ask(IBatchedQuery batch);
}

/// <summary>A fact read by one statement; each row becomes a <typeparamref name="T"/>.</summary>
/// <param name="Sql">A select of one text column that holds JSON, with <c>?</c> for each parameter.</param>
/// <param name="Parameters">The values, in order.</param>
public sealed record Fact<T>(string Sql, params object[] Parameters) : Fact
{
    internal override async Task<object> Ask(IBatchedQuery batch) => await batch.Ask<T>(Sql, Parameters);
}
