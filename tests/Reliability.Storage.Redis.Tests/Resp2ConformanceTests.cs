using Reliability.Storage.Conformance;
using Reliability.TestServers;

namespace Reliability.Storage.Redis.Tests;

/// <summary>A node, spoken to in RESP2.</summary>
public static class Resp2ConformanceTests
{
    public sealed class SeriesStoreConformance : SeriesStoreConformance<RedisStore>
    {
        protected override ValueTask<RedisStore> OpenAsync(string storeNamespace) => Given.StoreAsync(storeNamespace, ",protocol=resp2");
    }

    public sealed class SeriesStoreModel : SeriesStoreModel<RedisStore>
    {
        protected override ValueTask<RedisStore> OpenAsync(string storeNamespace) => Given.StoreAsync(storeNamespace, ",protocol=resp2");
    }

    public sealed class DocumentStoreConformance : DocumentStoreConformance<RedisStore>
    {
        protected override ValueTask<RedisStore> OpenAsync(string storeNamespace) => Given.StoreAsync(storeNamespace, ",protocol=resp2");
    }

    public sealed class DocumentStoreModel : DocumentStoreModel<RedisStore>
    {
        protected override ValueTask<RedisStore> OpenAsync(string storeNamespace) => Given.StoreAsync(storeNamespace, ",protocol=resp2");
    }

    public sealed class EventLogConformance : EventLogConformance<RedisStore>
    {
        protected override ValueTask<RedisStore> OpenAsync(string storeNamespace) => Given.StoreAsync(storeNamespace, ",protocol=resp2");
    }

    public sealed class EventLogModel : EventLogModel<RedisStore>
    {
        protected override ValueTask<RedisStore> OpenAsync(string storeNamespace) => Given.StoreAsync(storeNamespace, ",protocol=resp2");
    }

    public sealed class LeaseStoreConformance : LeaseStoreConformance<RedisStore>
    {
        protected override ValueTask<RedisStore> OpenAsync(string storeNamespace) => Given.StoreAsync(storeNamespace, ",protocol=resp2");

        protected override ValueTask<long> CountKeptLeasesAsync(RedisStore store, string storeNamespace, string service) =>
            Given.CountLeasesAsync(async () => (await SharedServers.RedisAsync()).ConnectionString, storeNamespace, service);
    }

    public sealed class LeaseStoreModel : LeaseStoreModel<RedisStore>
    {
        protected override ValueTask<RedisStore> OpenAsync(string storeNamespace) => Given.StoreAsync(storeNamespace, ",protocol=resp2");
    }

    public sealed class EnrollmentStoreConformance : EnrollmentStoreConformance<RedisStore>
    {
        protected override ValueTask<RedisStore> OpenAsync(string storeNamespace) => Given.StoreAsync(storeNamespace, ",protocol=resp2");
    }

    public sealed class EnrollmentStoreModel : EnrollmentStoreModel<RedisStore>
    {
        protected override ValueTask<RedisStore> OpenAsync(string storeNamespace) => Given.StoreAsync(storeNamespace, ",protocol=resp2");
    }
}
