using Microsoft.Extensions.Time.Testing;
using Reliability.Storage;
using Reliability.Storage.Conformance;

namespace Reliability.Core.Tests.Storage;

/// <summary>The stores in memory go through the suite of each role, alone and as the roles of one store.</summary>
public static class InMemoryConformanceTests
{
    public sealed class Completeness
    {
        [Fact]
        public void Every_store_of_the_assembly_goes_through_its_suites() =>
            SuiteCompleteness.Verify(typeof(InMemoryStore).Assembly, typeof(InMemoryConformanceTests).Assembly);
    }

    public sealed class SeriesStoreConformance : SeriesStoreConformance<InMemorySeriesStore>
    {
        private readonly FakeTimeProvider _clock = new();
        private readonly Namespaces<InMemorySeriesStore> _stores;

        public SeriesStoreConformance() => _stores = new(() => new(_clock));

        protected override ValueTask<InMemorySeriesStore> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);

        protected override ValueTask PassTimeAsync(TimeSpan time)
        {
            _clock.Advance(time);
            return default;
        }
    }

    public sealed class WholeSeriesStoreConformance : SeriesStoreConformance<InMemoryStore>
    {
        private readonly FakeTimeProvider _clock = new();
        private readonly Namespaces<InMemoryStore> _stores;

        public WholeSeriesStoreConformance() => _stores = new(() => new(_clock));

        protected override ValueTask<InMemoryStore> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);

        protected override ValueTask PassTimeAsync(TimeSpan time)
        {
            _clock.Advance(time);
            return default;
        }
    }

    public sealed class SeriesStoreModel : SeriesStoreModel<InMemorySeriesStore>
    {
        private readonly FakeTimeProvider _clock = new();
        private readonly Namespaces<InMemorySeriesStore> _stores;

        public SeriesStoreModel() => _stores = new(() => new(_clock));

        protected override ValueTask<InMemorySeriesStore> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);

        protected override ValueTask PassTimeAsync(TimeSpan time)
        {
            _clock.Advance(time);
            return default;
        }
    }

    public sealed class WholeSeriesStoreModel : SeriesStoreModel<InMemoryStore>
    {
        private readonly FakeTimeProvider _clock = new();
        private readonly Namespaces<InMemoryStore> _stores;

        public WholeSeriesStoreModel() => _stores = new(() => new(_clock));

        protected override ValueTask<InMemoryStore> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);

        protected override ValueTask PassTimeAsync(TimeSpan time)
        {
            _clock.Advance(time);
            return default;
        }
    }

    public sealed class DocumentStoreConformance : DocumentStoreConformance<InMemoryDocumentStore>
    {
        private readonly Namespaces<InMemoryDocumentStore> _stores = new(() => new());

        protected override ValueTask<InMemoryDocumentStore> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);
    }

    public sealed class WholeDocumentStoreConformance : DocumentStoreConformance<InMemoryStore>
    {
        private readonly Namespaces<InMemoryStore> _stores = new(() => new());

        protected override ValueTask<InMemoryStore> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);
    }

    public sealed class DocumentStoreModel : DocumentStoreModel<InMemoryDocumentStore>
    {
        private readonly Namespaces<InMemoryDocumentStore> _stores = new(() => new());

        protected override ValueTask<InMemoryDocumentStore> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);
    }

    public sealed class WholeDocumentStoreModel : DocumentStoreModel<InMemoryStore>
    {
        private readonly Namespaces<InMemoryStore> _stores = new(() => new());

        protected override ValueTask<InMemoryStore> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);
    }

    public sealed class EventLogConformance : EventLogConformance<InMemoryEventLog>
    {
        private readonly Namespaces<InMemoryEventLog> _stores = new(() => new());

        protected override ValueTask<InMemoryEventLog> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);
    }

    public sealed class WholeEventLogConformance : EventLogConformance<InMemoryStore>
    {
        private readonly Namespaces<InMemoryStore> _stores = new(() => new());

        protected override ValueTask<InMemoryStore> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);
    }

    public sealed class EventLogModel : EventLogModel<InMemoryEventLog>
    {
        private readonly Namespaces<InMemoryEventLog> _stores = new(() => new());

        protected override ValueTask<InMemoryEventLog> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);
    }

    public sealed class WholeEventLogModel : EventLogModel<InMemoryStore>
    {
        private readonly Namespaces<InMemoryStore> _stores = new(() => new());

        protected override ValueTask<InMemoryStore> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);
    }

    public sealed class LeaseStoreConformance : LeaseStoreConformance<InMemoryLeaseStore>
    {
        private readonly Namespaces<InMemoryLeaseStore> _stores = new(() => new());

        protected override ValueTask<InMemoryLeaseStore> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);

        protected override ValueTask<long> CountKeptLeasesAsync(InMemoryLeaseStore store, string storeNamespace, string service) =>
            new(store.CountKept(service));
    }

    public sealed class WholeLeaseStoreConformance : LeaseStoreConformance<InMemoryStore>
    {
        private readonly Namespaces<InMemoryStore> _stores = new(() => new());

        protected override ValueTask<InMemoryStore> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);

        protected override ValueTask<long> CountKeptLeasesAsync(InMemoryStore store, string storeNamespace, string service) =>
            new(((InMemoryLeaseStore)store.Leases).CountKept(service));
    }

    public sealed class LeaseStoreModel : LeaseStoreModel<InMemoryLeaseStore>
    {
        private readonly Namespaces<InMemoryLeaseStore> _stores = new(() => new());

        protected override ValueTask<InMemoryLeaseStore> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);
    }

    public sealed class WholeLeaseStoreModel : LeaseStoreModel<InMemoryStore>
    {
        private readonly Namespaces<InMemoryStore> _stores = new(() => new());

        protected override ValueTask<InMemoryStore> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);
    }

    /// <summary>The clock moves a tenth of a millisecond whenever it is asked.</summary>
    public sealed class LeaseStoreConformanceByAFakeClock : LeaseStoreConformance<InMemoryLeaseStore>
    {
        private readonly Namespaces<InMemoryLeaseStore> _stores = new(() =>
            new(new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromMilliseconds(0.1) }));

        protected override ValueTask<InMemoryLeaseStore> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);

        protected override ValueTask<long> CountKeptLeasesAsync(InMemoryLeaseStore store, string storeNamespace, string service) =>
            new(store.CountKept(service));
    }
}
