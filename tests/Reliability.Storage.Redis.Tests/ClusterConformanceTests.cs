using Reliability.Storage.Conformance;
using Reliability.TestServers;

namespace Reliability.Storage.Redis.Tests;

/// <summary>A Cluster of three nodes.</summary>
public static class ClusterConformanceTests
{
    public sealed class SeriesStoreConformance : SeriesStoreConformance<RedisStore>
    {
        protected override ValueTask<RedisStore> OpenAsync(string storeNamespace) => Given.ClusterStoreAsync(storeNamespace);
    }

    public sealed class SeriesStoreModel : SeriesStoreModel<RedisStore>
    {
        protected override ValueTask<RedisStore> OpenAsync(string storeNamespace) => Given.ClusterStoreAsync(storeNamespace);
    }

    public sealed class DocumentStoreConformance : DocumentStoreConformance<RedisStore>
    {
        protected override ValueTask<RedisStore> OpenAsync(string storeNamespace) => Given.ClusterStoreAsync(storeNamespace);
    }

    public sealed class DocumentStoreModel : DocumentStoreModel<RedisStore>
    {
        protected override ValueTask<RedisStore> OpenAsync(string storeNamespace) => Given.ClusterStoreAsync(storeNamespace);
    }

    public sealed class EventLogConformance : EventLogConformance<RedisStore>
    {
        protected override ValueTask<RedisStore> OpenAsync(string storeNamespace) => Given.ClusterStoreAsync(storeNamespace);
    }

    public sealed class EventLogModel : EventLogModel<RedisStore>
    {
        protected override ValueTask<RedisStore> OpenAsync(string storeNamespace) => Given.ClusterStoreAsync(storeNamespace);
    }

    public sealed class LeaseStoreConformance : LeaseStoreConformance<RedisStore>
    {
        protected override ValueTask<RedisStore> OpenAsync(string storeNamespace) => Given.ClusterStoreAsync(storeNamespace);

        protected override ValueTask<long> CountKeptLeasesAsync(RedisStore store, string storeNamespace, string service) =>
            Given.CountLeasesAsync(async () => (await SharedServers.RedisClusterAsync()).ConnectionString, storeNamespace, service);
    }

    public sealed class LeaseStoreModel : LeaseStoreModel<RedisStore>
    {
        protected override ValueTask<RedisStore> OpenAsync(string storeNamespace) => Given.ClusterStoreAsync(storeNamespace);
    }

    public sealed class EnrollmentStoreConformance : EnrollmentStoreConformance<RedisStore>
    {
        protected override ValueTask<RedisStore> OpenAsync(string storeNamespace) => Given.ClusterStoreAsync(storeNamespace);
    }

    public sealed class EnrollmentStoreModel : EnrollmentStoreModel<RedisStore>
    {
        protected override ValueTask<RedisStore> OpenAsync(string storeNamespace) => Given.ClusterStoreAsync(storeNamespace);
    }
}
