using System.Reflection;

namespace Reliability.Recording.Internal;

/// <summary>The version of the application.</summary>
internal static class EntryVersion
{
    private const int MaxCommit = 12;

    /// <summary>Gets the informational version of the entry assembly.</summary>
    public static string Text { get; } = Shorten(
        Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion);

    /// <summary>Cuts what follows a <c>+</c>, which is the hash of a commit by default.</summary>
    public static string Shorten(string? version)
    {
        int end = version?.IndexOf('+', StringComparison.Ordinal) ?? -1;
        return version is null ? "(none)" : end >= 0 && version.Length > end + 1 + MaxCommit ? version[..(end + 1 + MaxCommit)] : version;
    }
}
