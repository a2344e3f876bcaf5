using System.Net;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>Reads a connection string and sets what the store depends on.</summary>
internal static class RedisSettings
{
    /// <summary>What is wrong with a connection string, without repeating it: it may hold a password.</summary>
    public static string? Fault(string? configuration)
    {
        const string Setting = $"{nameof(RedisStoreOptions)}.{nameof(RedisStoreOptions.Configuration)}";
        try
        {
            return !string.IsNullOrWhiteSpace(configuration) && ConfigurationOptions.Parse(configuration).EndPoints.Count > 0
                ? null
                : $"{Setting} must name at least one server, such as 'localhost:6379'.";
        }
        catch (ArgumentException e)
        {
            return $"{Setting} is not a connection string of StackExchange.Redis, such as 'localhost:6379,ssl=true': "
                + $"the setting '{e.ParamName}' is unknown or has a value that is not legal.";
        }
    }

    public static ConfigurationOptions Read(string configuration, TimeSpan operationTimeout)
    {
        ConfigurationOptions settings = ConfigurationOptions.Parse(configuration);
        settings.AbortOnConnectFail = false;
        settings.ClientName ??= "Reliability.Storage.Redis";
        settings.AsyncTimeout = (int)Math.Ceiling(operationTimeout.TotalMilliseconds);

        // While the server is away calls fail at once: recording keeps what it could not send, and tries again.
        settings.BacklogPolicy = BacklogPolicy.FailFast;
        return settings;
    }

    public static string Name(EndPoint server) => server is DnsEndPoint named ? $"{named.Host}:{named.Port}" : $"{server}";
}
