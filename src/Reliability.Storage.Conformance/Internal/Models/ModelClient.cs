namespace Reliability.Storage.Conformance.Internal.Models;

/// <summary>One who calls a store or the model, and remembers what only the answer tells.</summary>
internal sealed class ModelClient<TRole>(TRole store)
{
    public TRole Store { get; set; } = store;

    /// <summary>Lets time pass for the store, where it can be moved.</summary>
    public Func<TimeSpan, ValueTask> PassTime { get; init; } = _ => default;

    /// <summary>Every lease that the client got, the newest last: tokens differ from store to store.</summary>
    public List<Lease> Leases { get; } = [];
}
