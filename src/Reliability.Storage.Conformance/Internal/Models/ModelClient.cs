namespace Reliability.Storage.Conformance.Internal.Models;

/// <summary>A client of a store or of the model. It remembers values that only a result contains.</summary>
internal sealed class ModelClient<TRole>(TRole store)
{
    public TRole Store { get; set; } = store;

    /// <summary>Gets the function that advances the time of the store, if possible.</summary>
    public Func<TimeSpan, ValueTask> PassTime { get; init; } = _ => default;

    /// <summary>Gets every lease that the client acquired, the newest last. Tokens differ between stores.</summary>
    public List<Lease> Leases { get; } = [];
}
