using System.Net;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>Parses a connection string and sets the settings that the store depends on.</summary>
internal static class RedisSettings
{
    private const string Setting = nameof(RedisStoreOptions.Configuration);
    private const string Example = "such as 'localhost:6379,ssl=true'";

    /// <summary>Returns what is wrong with a connection string, without text that may be a part of a password.</summary>
    public static string? Fault(string? configuration)
    {
        try
        {
            return !string.IsNullOrWhiteSpace(configuration)
                && ConfigurationOptions.Parse(configuration) is { EndPoints.Count: > 0 } settings
                ? ServerFault(configuration, settings)
                : $"{Setting} must name at least one server, {Example}.";
        }
        catch (ArgumentException e)
        {
            string which = configuration!.Contains("password", StringComparison.OrdinalIgnoreCase)
                ? "a setting"
                : $"the setting '{e.ParamName}'";
            return $"{Setting} is not a connection string of StackExchange.Redis, {Example}: {which} is unknown or has an invalid value.";
        }
    }

    private static string? ServerFault(string configuration, ConfigurationOptions settings)
    {
        if (settings.EndPoints.OfType<DnsEndPoint>().Any(
            server => !server.Host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')))
        {
            return $"{Setting} names a server that is not a host name or address. Write {Example}; URLs are not supported.";
        }

        // Text after a setting that is not a setting is the rest of a value that contains a comma, such as a password.
        bool isLate = configuration.Split(',')
            .SkipWhile(part => !part.Contains('=', StringComparison.Ordinal))
            .Any(part => part.Trim() is { Length: > 0 } text && !text.Contains('=', StringComparison.Ordinal));
        return isLate
            ? $"{Setting} must name its servers before its settings, {Example}. A connection string cannot contain a value with a comma; "
                + "pass a connection instead."
            : null;
    }

    public static ConfigurationOptions Read(string configuration, TimeSpan operationTimeout)
    {
        ConfigurationOptions settings = ConfigurationOptions.Parse(configuration);
        settings.AbortOnConnectFail = false;
        settings.ClientName ??= "Reliability.Storage.Redis";
        settings.AsyncTimeout = (int)Math.Ceiling(operationTimeout.TotalMilliseconds);

        // While the server is unavailable, calls fail at once: the recorder keeps its measurements and retries.
        settings.BacklogPolicy = BacklogPolicy.FailFast;
        return settings;
    }

    public static string Name(EndPoint server) => server is DnsEndPoint named ? $"{named.Host}:{named.Port}" : $"{server}";
}
