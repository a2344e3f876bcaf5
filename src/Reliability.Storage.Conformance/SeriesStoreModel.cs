using CsCheck;
using Reliability.Storage.Conformance.Internal.Models;

namespace Reliability.Storage.Conformance;

/// <summary>
/// Compares an <see cref="ISeriesStore"/> with the in-memory store, over random scripts of batches, reads and retention. Derive a public
/// class from it and implement how the store is opened; the test runner then finds the tests.
/// </summary>
/// <typeparam name="TStore">The store under test.</typeparam>
public abstract class SeriesStoreModel<TStore> : StoreModel<TStore, ISeriesStore>
    where TStore : class
{
    private protected override IEnumerable<ModelCall<ISeriesStore>> Observations => SeriesCalls.Observations;

    private protected override ISeriesStore CreateModel() => new InMemorySeriesStore(new LeapingClock());

    private protected override Gen<ModelCall<ISeriesStore>[]> Scripts(int min, int max) => SeriesCalls.Scripts(min, max);

    private protected override Gen<ModelCall<ISeriesStore>[]> ParallelScripts(int min, int max) => SeriesCalls.AtomicScripts(min, max);
}
