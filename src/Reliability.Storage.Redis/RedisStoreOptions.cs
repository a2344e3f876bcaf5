using System.Buffers;
using Reliability.Common.Internal;
using Reliability.Storage.Redis.Internal;
using StackExchange.Redis;

namespace Reliability.Storage.Redis;

/// <summary>Options of a Redis store: where it stores its data and how long it waits.</summary>
public sealed class RedisStoreOptions
{
    /// <summary>The maximum length of <see cref="Prefix"/>.</summary>
    public const int MaxPrefixLength = 64;

    /// <summary>The maximum of <see cref="OperationTimeout"/>: one hour.</summary>
    public static readonly TimeSpan MaxOperationTimeout = TimeSpan.FromHours(1);

    private static readonly SearchValues<char> PrefixCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:");

    /// <summary>
    /// Gets or sets the connection string of StackExchange.Redis, such as <c>localhost:6379</c> or
    /// <c>a:6379,b:6379,password=...,ssl=true</c>.
    /// </summary>
    /// <value>
    /// Required, unless the store is given a connection. For a Cluster, some of its nodes are sufficient. The store connects at first use
    /// and keeps trying while the server is unavailable.
    /// </value>
    public string Configuration { get; set; } = "";

    /// <summary>Gets or sets the prefix of every key. Stores with different prefixes share no data.</summary>
    /// <value>1 to <see cref="MaxPrefixLength"/> of the characters A-Z, a-z, 0-9, <c>-</c>, <c>_</c>, <c>.</c> and <c>:</c>. Default:
    /// <c>rel</c>.</value>
    public string Prefix { get; set; } = "rel";

    /// <summary>Gets or sets how long a call waits for an answer before it fails.</summary>
    /// <value>More than zero, up to <see cref="MaxOperationTimeout"/>. Default: 5 seconds.</value>
    public TimeSpan OperationTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets a connection that belongs to the application. The store uses it and never disposes it.</summary>
    /// <value>Default: none, so that the store opens its own connection from <see cref="Configuration"/>. Set one of the two.</value>
    public IConnectionMultiplexer? Connection { get; set; }

    /// <summary>
    /// Gets or sets a function that returns a connection of the application from its services, when a role is first used. The store never
    /// disposes it.
    /// </summary>
    /// <value>Default: none. Only a setup uses it, because a store alone has no services.</value>
    public Func<IServiceProvider, IConnectionMultiplexer>? ConnectionFactory { get; set; }

    /// <summary>Gets or sets the storage roles that a setup assigns to this store. The store itself supports all of them.</summary>
    /// <value>One or more of <see cref="StorageRoles"/>. Default: <see cref="StorageRoles.All"/>.</value>
    public StorageRoles Roles { get; set; } = StorageRoles.All;

    /// <summary>Gets the settings that configuration can set.</summary>
    internal IReadOnlyDictionary<string, Action<string>> Settings =>
        new Dictionary<string, Action<string>>(StringComparer.OrdinalIgnoreCase)
        {
            [nameof(Configuration)] = text => Configuration = text,
            [nameof(Prefix)] = text => Prefix = text,
            [nameof(OperationTimeout)] = text => OperationTimeout = SettingText.RequireDuration(text),
            [nameof(Roles)] = text => Roles = SettingText.RequireWord<StorageRoles>(text),
        };

    /// <summary>Throws an <see cref="ArgumentException"/> that names the invalid settings and their valid values.</summary>
    internal static void RequireValid(RedisStoreOptions options, bool isConnected)
    {
        ArgumentNullException.ThrowIfNull(options);
        StoreSetup.Require("Redis", options.Faults(isConnected), nameof(options));
    }

    /// <summary>Returns the settings of a setup that are not valid, each with a sentence that begins with its name.</summary>
    internal IEnumerable<(string Setting, string Fault)> Faults() =>
        Faults(isConnected: (Connection ?? (object?)ConnectionFactory) is not null);

    private IEnumerable<(string Setting, string Fault)> Faults(bool isConnected)
    {
        if (Prefix is not { Length: > 0 and <= MaxPrefixLength } || Prefix.AsSpan().ContainsAnyExcept(PrefixCharacters))
        {
            yield return (
                nameof(Prefix),
                $"{nameof(Prefix)} must have 1 to {MaxPrefixLength} of the characters A-Z, a-z, 0-9, '-', '_', '.' and ':'; it is "
                    + $"'{Prefix}'.");
        }

        if (OperationTimeout <= TimeSpan.Zero || OperationTimeout > MaxOperationTimeout)
        {
            yield return (
                nameof(OperationTimeout),
                $"{nameof(OperationTimeout)} must be more than zero and at most {MaxOperationTimeout}; it is {OperationTimeout}.");
        }

        if (!isConnected && RedisSettings.Fault(Configuration) is { } fault)
        {
            yield return (nameof(Configuration), fault);
        }

        if (StoreSetup.RolesFault(Roles) is { } roles)
        {
            yield return (nameof(Roles), roles);
        }
    }
}
