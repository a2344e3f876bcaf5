using System.Globalization;
using Reliability.Storage.Conformance;

namespace Reliability.Storage.Postgres.Tests;

public sealed class PostgresSeriesConformanceTests : SeriesStoreConformance<PostgresStore>
{
    protected override async ValueTask<PostgresStore> OpenAsync(string storeNamespace) =>
        await Database.OpenAsync(Database.Schema(storeNamespace));
}

public sealed class PostgresSeriesModelTests : SeriesStoreModel<PostgresStore>
{
    protected override async ValueTask<PostgresStore> OpenAsync(string storeNamespace) =>
        await ModelSchema.OpenAsync(nameof(PostgresSeriesModelTests), storeNamespace);
}

public sealed class PostgresDocumentConformanceTests : DocumentStoreConformance<PostgresStore>
{
    protected override async ValueTask<PostgresStore> OpenAsync(string storeNamespace) =>
        await Database.OpenAsync(Database.Schema(storeNamespace));
}

public sealed class PostgresDocumentModelTests : DocumentStoreModel<PostgresStore>
{
    protected override async ValueTask<PostgresStore> OpenAsync(string storeNamespace) =>
        await ModelSchema.OpenAsync(nameof(PostgresDocumentModelTests), storeNamespace);
}

public sealed class PostgresEventLogConformanceTests : EventLogConformance<PostgresStore>
{
    protected override async ValueTask<PostgresStore> OpenAsync(string storeNamespace) =>
        await Database.OpenAsync(Database.Schema(storeNamespace));
}

public sealed class PostgresEventLogModelTests : EventLogModel<PostgresStore>
{
    protected override async ValueTask<PostgresStore> OpenAsync(string storeNamespace) =>
        await ModelSchema.OpenAsync(nameof(PostgresEventLogModelTests), storeNamespace);
}

public sealed class PostgresLeaseConformanceTests : LeaseStoreConformance<PostgresStore>
{
    protected override async ValueTask<PostgresStore> OpenAsync(string storeNamespace) =>
        await Database.OpenAsync(Database.Schema(storeNamespace));

    protected override async ValueTask<long> CountKeptLeasesAsync(PostgresStore store, string storeNamespace, string service) => long.Parse(
        (await Database.SqlAsync($"SELECT count(*) FROM {Database.Schema(storeNamespace)}.lease WHERE service = '{service}'")).Single(),
        CultureInfo.InvariantCulture);
}

public sealed class PostgresLeaseModelTests : LeaseStoreModel<PostgresStore>
{
    protected override async ValueTask<PostgresStore> OpenAsync(string storeNamespace) =>
        await ModelSchema.OpenAsync(nameof(PostgresLeaseModelTests), storeNamespace);
}

public sealed class PostgresEnrollmentConformanceTests : EnrollmentStoreConformance<PostgresStore>
{
    protected override async ValueTask<PostgresStore> OpenAsync(string storeNamespace) =>
        await Database.OpenAsync(Database.Schema(storeNamespace));
}

public sealed class PostgresEnrollmentModelTests : EnrollmentStoreModel<PostgresStore>
{
    protected override async ValueTask<PostgresStore> OpenAsync(string storeNamespace) =>
        await ModelSchema.OpenAsync(nameof(PostgresEnrollmentModelTests), storeNamespace);
}

public sealed class PostgresCompletenessTests
{
    [Fact]
    public void Every_role_is_put_through_its_suites() =>
        SuiteCompleteness.Verify(typeof(PostgresStore).Assembly, typeof(PostgresCompletenessTests).Assembly);
}
