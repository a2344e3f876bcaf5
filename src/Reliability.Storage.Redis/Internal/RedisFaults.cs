using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>Converts the faults of Redis into messages that state what the reader can do.</summary>
internal sealed class RedisFaults(string servers, TimeSpan timeout)
{
    /// <summary>Errors that are transient: the Cluster changes, a replica takes over, or a server loads its data.</summary>
    private static readonly string[] Passing =
        ["LOADING", "CLUSTERDOWN", "MOVED", "ASK", "TRYAGAIN", "READONLY", "MASTERDOWN", "BUSY", "NOREPLICAS", "UNBLOCKED", "MISCONF"];

    private static readonly string[] Rejections = ["NOAUTH", "WRONGPASS"];

    /// <summary>The error messages of the server for a missing right: for a command, for a command within a script, or for a key.</summary>
    private static readonly string[] MissingRights = ["NOPERM", "ACL failure", "The user executing the script"];

    public static bool IsFault(Exception e) => e is RedisException or TimeoutException or RedisCommandException;

    public StoreException Of(Exception e)
    {
        string text = Innermost(e).Message;
        (string what, bool isTransient) = e switch
        {
            _ when IsRejection(e, text) => (
                "rejected the password or the user; check the connection string and the rights (ACL) of the user", false),
            RedisServerException when Array.Exists(MissingRights, word => text.Contains(word, StringComparison.Ordinal)) => (
                "does not give the user the rights (ACL) that this library needs; the README of Reliability.Storage.Redis names them",
                false),
            TimeoutException => (
                $"did not answer within {timeout} ({nameof(RedisStoreOptions)}.{nameof(RedisStoreOptions.OperationTimeout)}); check its "
                + "load and the network",
                true),
            RedisServerException when text.Contains("OOM ", StringComparison.Ordinal) => (
                "is out of memory (maxmemory) and accepts no writes; give it more memory, or shorten the retention", true),
            RedisServerException when Array.Exists(Passing, word => text.StartsWith(word, StringComparison.Ordinal)) => (
                "cannot serve requests now; retry when the server is ready or the Cluster is complete again", true),
            RedisServerException => ("rejected a command of this library", false),
            RedisConnectionException => ("cannot be reached; check that it runs, and the address in the connection string", true),
            _ => ("cannot be used", false),
        };
        return new StoreException($"The Redis store at {servers} {what}. ({ServersWords(text)})", isTransient, e);
    }

    public StoreException Newer(string found, int known) => new(
        $"The Redis store at {servers} has format version {found}, and this library knows versions up to {known}; "
        + "update the library, or choose another prefix.",
        isTransient: false);

    public StoreException Earlier(string prefix) => new(
        $"The Redis store at {servers} was written under the prefix '{prefix}' by an earlier preview of Reliability SDK, "
        + $"which this version cannot read; start with a new prefix ({nameof(RedisStoreOptions)}.{nameof(RedisStoreOptions.Prefix)}), or "
        + $"delete the keys that begin with '{prefix}:'.",
        isTransient: false);

    /// <summary>Parses what the store holds. Data that cannot be parsed is damaged.</summary>
    /// <exception cref="StoreException">The data is damaged.</exception>
    public T Read<T>(Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (Exception e) when (
            e is FormatException or ArgumentException or OverflowException or IndexOutOfRangeException or InvalidCastException)
        {
            throw Damaged(e);
        }
    }

    private StoreException Damaged(Exception e) =>
        new(
            $"The Redis store at {servers} holds data that cannot be read. If a later version of this library wrote it, update this "
            + $"one; otherwise, restore a backup. ({e.Message})",
            isTransient: false,
            e);

    /// <summary>Returns the error message of the server, which is one sentence, without the diagnostics that the driver adds.</summary>
    private static string ServersWords(string text)
    {
        foreach (string word in Rejections)
        {
            if (text.IndexOf(word, StringComparison.Ordinal) is >= 0 and int start)
            {
                return text[start..].Split(['.', '\r', '\n', ';'], 2)[0].TrimEnd();
            }
        }

        return text;
    }

    private static bool IsRejection(Exception e, string text) =>
        e is RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure }
        || Array.Exists(Rejections, word => text.Contains(word, StringComparison.Ordinal));

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;
}
