using System.Net;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>Reads a connection string and sets what the store depends on.</summary>
internal static class RedisSettings
{
    private const string Setting = $"{nameof(RedisStoreOptions)}.{nameof(RedisStoreOptions.Configuration)}";
    private const string Example = "such as 'localhost:6379,ssl=true'";

    /// <summary>What is wrong with a connection string, without repeating what may be a part of a password.</summary>
    public static string? Fault(string? configuration)
    {
        try
        {
            return !string.IsNullOrWhiteSpace(configuration) && ConfigurationOptions.Parse(configuration) is { EndPoints.Count: > 0 } settings
                ? ServerFault(configuration, settings)
                : $"{Setting} must name at least one server, {Example}.";
        }
        catch (ArgumentException e)
        {
            string which = configuration!.Contains("password", StringComparison.OrdinalIgnoreCase) ? "a setting" : $"the setting '{e.ParamName}'";
            return $"{Setting} is not a connection string of StackExchange.Redis, {Example}: {which} is unknown or has a value that is not legal.";
        }
    }

    private static string? ServerFault(string configuration, ConfigurationOptions settings)
    {
        if (settings.EndPoints.OfType<DnsEndPoint>().Any(server => !server.Host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')))
        {
            return $"{Setting} names a server that is no host name or address. Write {Example}; URLs are not understood.";
        }

        // What follows a setting and is none is the rest of a value with a comma in it, such as a password.
        bool isLate = configuration.Split(',').SkipWhile(part => !part.Contains('=', StringComparison.Ordinal)).Any(part => part.Trim() is { Length: > 0 } text && !text.Contains('=', StringComparison.Ordinal));
        return isLate ? $"{Setting} names its servers first and then its settings, {Example}. A value that holds a comma cannot be written there; hand in a connection instead." : null;
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
