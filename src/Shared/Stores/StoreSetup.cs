using Reliability.Hosting;
using Reliability.Storage;

namespace Reliability.Common.Internal;

/// <summary>The settings of a store in a setup: configuration is read first, then code changes them.</summary>
internal static class StoreSetup
{
    /// <summary>
    /// Reads and checks the settings. What is wrong or missing in configuration stops the host at start, together with all other problems;
    /// what code sets wrongly is an error of the call.
    /// </summary>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="store">The name of the store, such as <c>Sqlite</c>.</param>
    /// <param name="settings">The settings that configuration can set.</param>
    /// <param name="configure">Changes the settings in code.</param>
    /// <param name="faults">Returns the settings that are not valid, each with a sentence that begins with its name.</param>
    /// <returns>Whether the store can be set up.</returns>
    /// <exception cref="ArgumentException">Code sets a value that is not valid.</exception>
    public static bool Read(
        IReliabilityBuilder builder,
        string store,
        IReadOnlyDictionary<string, Action<string>> settings,
        Action configure,
        Func<IEnumerable<(string Setting, string Fault)>> faults)
    {
        bool isRead = builder.ReadStoreSettings(store, settings);
        (string, string)[] configured = [.. faults()];
        configure();
        (string Setting, string Fault)[] left = [.. faults()];
        Require(store, left.Except(configured), nameof(configure));
        foreach ((string setting, string fault) in left)
        {
            builder.AddStoreProblem(store, setting, fault);
        }

        return isRead && left.Length == 0;
    }

    /// <summary>Throws an <see cref="ArgumentException"/> that names every setting that is not valid.</summary>
    public static void Require(string store, IEnumerable<(string Setting, string Fault)> faults, string parameter)
    {
        string message = string.Join(" ", faults.Select(one => $"{store}StoreOptions.{one.Fault}"));
        if (message.Length > 0)
        {
            throw new ArgumentException(message, parameter);
        }
    }

    /// <summary>Returns a sentence about roles that no store has; <see langword="null"/> if they are valid.</summary>
    public static string? RolesFault(StorageRoles roles) =>
        roles != StorageRoles.None && (roles & ~StorageRoles.All) == StorageRoles.None
            ? null
            : $"Roles must be one or more of {string.Join(", ", Enum.GetValues<StorageRoles>().Where(IsRole))}; it is {roles}.";

    private static bool IsRole(StorageRoles value) => value is not (StorageRoles.None or StorageRoles.All);
}
