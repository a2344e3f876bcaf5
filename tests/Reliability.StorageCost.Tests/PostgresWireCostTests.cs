using Reliability.Storage;
using Reliability.Storage.Postgres;
using Reliability.TestServers;

namespace Reliability.StorageCost.Tests;

public sealed class PostgresWireCostTests : WireCostTests
{
    private readonly string _schema = $"cost_{Guid.NewGuid():N}";
    private string _connectionString = "";

    private protected override IReliabilityStore Open(int port) =>
        new PostgresStore(new PostgresStoreOptions { ConnectionString = $"{_connectionString};Port={port}", Schema = _schema });

    private protected override async Task<int> ServerPortAsync()
    {
        PostgresServer server = await SharedServers.PostgresAsync();
        _connectionString = server.ConnectionString;
        return server.Port;
    }
}
