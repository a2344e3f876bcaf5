using System.Net;
using System.Security.Cryptography;
using System.Text;
using AccessLogReport.Maintenance;
using Npgsql;
using Reliability.Storage;
using Reliability.Storage.Postgres;
using Reliability.Storage.Redis;
using Reliability.Storage.Sqlite;
using StackExchange.Redis;

namespace AccessLogReport;

/// <summary>
/// Where the data is kept, as the command line names it: <c>sqlite:FILE</c>, <c>postgres:CONNECTION</c> or <c>redis:CONNECTION</c>.
/// </summary>
/// <param name="Kind">Which store.</param>
/// <param name="Target">The file, or the connection string.</param>
internal sealed record StoreAddress(string Kind, string Target)
{
    private static readonly string[] Kinds = ["sqlite", "postgres", "redis"];

    /// <summary>What may be shown: a connection string may hold a password.</summary>
    public string Name => Kind switch
    {
        "postgres" when Postgres() is { } connection => $"postgres {connection.Host}/{connection.Database ?? connection.Username}",
        "redis" when Redis() is { } connection => $"redis {string.Join(", ", connection.EndPoints.Select(ShownEndPoint))}",
        "sqlite" => Target,
        _ => Kind,
    };

    /// <summary>Tells this address from every other without giving it away.</summary>
    public string Identity
    {
        get
        {
            string place = Kind == "sqlite" ? Path.GetFullPath(Target) : Target;
            return $"{Kind}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(place)))}";
        }
    }

    public static StoreAddress Parse(string option, string value)
    {
        if (value.Split(':', 2) is not [var kind, { Length: > 0 } target] || !Kinds.Contains(kind, StringComparer.Ordinal))
        {
            throw new UsageException($"{option} {Shown(value)} is none of sqlite:FILE, postgres:CONNECTION, redis:CONNECTION.");
        }

        return new(kind, target);
    }

    /// <summary>Opens the store; it connects when it is first used.</summary>
    public IReliabilityStore Open()
    {
        try
        {
            return Kind switch
            {
                "postgres" => new PostgresStore(new PostgresStoreOptions { ConnectionString = Target }),
                "redis" => new RedisStore(new RedisStoreOptions { Configuration = Target }),
                _ => new SqliteStore(new SqliteStoreOptions { Path = Target }),
            };
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message.Split(" (Parameter", 2)[0]);
        }
    }

    public override string ToString() => Name;

    private static string ShownEndPoint(EndPoint endPoint) =>
        endPoint is DnsEndPoint dns ? $"{dns.Host}:{dns.Port}" : $"{endPoint}";

    private NpgsqlConnectionStringBuilder? Postgres()
    {
        try
        {
            return new(Target);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private ConfigurationOptions? Redis()
    {
        try
        {
            return ConfigurationOptions.Parse(Target);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string Shown(string value) => value.Split(':', 2) is [var kind, _] ? $"{kind}:..." : value;
}
