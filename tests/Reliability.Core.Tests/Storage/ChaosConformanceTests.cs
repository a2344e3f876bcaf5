using Microsoft.Extensions.Time.Testing;
using Reliability.Core.Tests.Doubles;
using Reliability.Storage;
using Reliability.Storage.Conformance;

namespace Reliability.Core.Tests.Storage;

/// <summary>
/// The suites hold over a store whose calls fail, a quarter of them, before they do anything, when each is made again; and
/// over one whose calls all let others run in between.
/// </summary>
public static class ChaosConformanceTests
{
    private static ChaosStore Create(TimeProvider? clock = null) => Create(new InMemoryStore(clock));

    private static ChaosStore Create(InMemoryStore inner)
    {
        var store = new ChaosStore(inner);
        foreach (ChaosControl control in store.Controls.Values)
        {
            control.Yields = true;
            control.Chance = 0.25;
        }

        return store;
    }

    public sealed class Completeness
    {
        [Fact]
        public void The_chaos_store_goes_through_all_suites() =>
            SuiteCompleteness.Verify(typeof(ChaosStore).Assembly, typeof(ChaosConformanceTests).Assembly);
    }

    public sealed class SeriesStoreConformance : SeriesStoreConformance<ChaosStore>
    {
        private readonly FakeTimeProvider _clock = new();
        private readonly Namespaces<ChaosStore> _stores;

        public SeriesStoreConformance() => _stores = new(() => Create(_clock));

        protected override ValueTask<ChaosStore> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);

        protected override ISeriesStore RoleOf(ChaosStore store) => Retrying.Of(store.Series);

        protected override ValueTask PassTimeAsync(TimeSpan time)
        {
            _clock.Advance(time);
            return default;
        }
    }

    public sealed class SeriesStoreModel : SeriesStoreModel<ChaosStore>
    {
        private readonly FakeTimeProvider _clock = new();
        private readonly Namespaces<ChaosStore> _stores;

        public SeriesStoreModel() => _stores = new(() => Create(_clock));

        protected override ValueTask<ChaosStore> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);

        protected override ISeriesStore RoleOf(ChaosStore store) => Retrying.Of(store.Series);

        protected override ValueTask PassTimeAsync(TimeSpan time)
        {
            _clock.Advance(time);
            return default;
        }
    }

    public sealed class DocumentStoreConformance : DocumentStoreConformance<ChaosStore>
    {
        private readonly Namespaces<ChaosStore> _stores = new(() => Create());

        protected override ValueTask<ChaosStore> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);

        protected override IDocumentStore RoleOf(ChaosStore store) => Retrying.Of(store.Documents);
    }

    public sealed class DocumentStoreModel : DocumentStoreModel<ChaosStore>
    {
        private readonly Namespaces<ChaosStore> _stores = new(() => Create());

        protected override ValueTask<ChaosStore> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);

        protected override IDocumentStore RoleOf(ChaosStore store) => Retrying.Of(store.Documents);
    }

    public sealed class EventLogConformance : EventLogConformance<ChaosStore>
    {
        private readonly Namespaces<ChaosStore> _stores = new(() => Create());

        protected override ValueTask<ChaosStore> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);

        protected override IEventLog RoleOf(ChaosStore store) => Retrying.Of(store.Events);
    }

    public sealed class EventLogModel : EventLogModel<ChaosStore>
    {
        private readonly Namespaces<ChaosStore> _stores = new(() => Create());

        protected override ValueTask<ChaosStore> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);

        protected override IEventLog RoleOf(ChaosStore store) => Retrying.Of(store.Events);
    }

    public sealed class LeaseStoreConformance : LeaseStoreConformance<ChaosStore>
    {
        private readonly Dictionary<ChaosStore, InMemoryLeaseStore> _inner = [];
        private readonly Namespaces<ChaosStore> _stores;

        public LeaseStoreConformance() => _stores = new(() =>
        {
            var inner = new InMemoryStore();
            ChaosStore store = Create(inner);
            _inner.Add(store, (InMemoryLeaseStore)inner.Leases);
            return store;
        });

        protected override ValueTask<ChaosStore> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);

        protected override ILeaseStore RoleOf(ChaosStore store) => Retrying.Of(store.Leases);

        protected override ValueTask<long> CountKeptLeasesAsync(ChaosStore store, string storeNamespace, string service) =>
            new(_inner[store].CountKept(service));
    }

    public sealed class LeaseStoreModel : LeaseStoreModel<ChaosStore>
    {
        private readonly Namespaces<ChaosStore> _stores = new(() => Create());

        protected override ValueTask<ChaosStore> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);

        protected override ILeaseStore RoleOf(ChaosStore store) => Retrying.Of(store.Leases);
    }

    public sealed class EnrollmentStoreConformance : EnrollmentStoreConformance<ChaosStore>
    {
        private readonly Namespaces<ChaosStore> _stores = new(() => Create());

        protected override ValueTask<ChaosStore> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);

        protected override IEnrollmentStore RoleOf(ChaosStore store) => Retrying.Of(store.Enrollments);
    }

    public sealed class EnrollmentStoreModel : EnrollmentStoreModel<ChaosStore>
    {
        private readonly Namespaces<ChaosStore> _stores = new(() => Create());

        protected override ValueTask<ChaosStore> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);

        protected override IEnrollmentStore RoleOf(ChaosStore store) => Retrying.Of(store.Enrollments);
    }
}
