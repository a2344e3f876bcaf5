using CsCheck;
using Reliability.Storage.Conformance.Internal.Models;

namespace Reliability.Storage.Conformance;

/// <summary>
/// Compares an <see cref="IEventLog"/> with the in-memory store, over random scripts of appends and reads. Derive a public class from it
/// and implement how the store is opened; the test runner then finds the tests.
/// </summary>
/// <typeparam name="TStore">The store under test.</typeparam>
public abstract class EventLogModel<TStore> : StoreModel<TStore, IEventLog>
    where TStore : class
{
    private protected override IEnumerable<ModelCall<IEventLog>> Observations => EventCalls.Observations;

    private protected override IEventLog CreateModel() => new InMemoryEventLog();

    private protected override Gen<ModelCall<IEventLog>[]> Scripts(int min, int max) => EventCalls.Scripts(min, max);

    private protected override Gen<ModelCall<IEventLog>[]> ParallelScripts(int min, int max) => EventCalls.AtomicScripts(min, max);
}
