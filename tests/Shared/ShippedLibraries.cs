using System.Reflection;

namespace Reliability.Tests.Shared;

/// <summary>The assemblies that the packages ship. Linked into the projects that examine them.</summary>
internal static class ShippedLibraries
{
    public static IReadOnlyList<Assembly> All { get; } =
    [
        typeof(Common.ReliabilityException).Assembly,
        typeof(ReliabilityOptions).Assembly,
        typeof(Storage.Sqlite.SqliteStore).Assembly,
        typeof(Storage.Postgres.PostgresStore).Assembly,
        typeof(Storage.Redis.RedisStore).Assembly,
        typeof(Storage.Conformance.SuiteCompleteness).Assembly,
        typeof(RecurrenceBuilderExtensions).Assembly,
        typeof(AspNetCore.RequestFilter).Assembly,
        typeof(Dashboard.DashboardOptions).Assembly,
    ];
}
