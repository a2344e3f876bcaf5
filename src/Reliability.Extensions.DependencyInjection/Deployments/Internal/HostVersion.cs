using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reliability.Releases;

namespace Reliability.Internal;

/// <summary>The version that this process runs, and its environment.</summary>
internal static class HostVersion
{
    private const int MaxLength = 200;
    private const int MaxEnvironmentLength = 100;

    /// <summary>Returns the version, or <see langword="null"/> if neither the options nor the entry assembly state one.</summary>
    public static string? Of(DeploymentOptions options) => options.Version ?? Shown(StatedBy(Assembly.GetEntryAssembly()));

    /// <summary>Returns the environment of the options, or of the host.</summary>
    public static string EnvironmentOf(DeploymentOptions options, IServiceProvider services) =>
        options.Environment
            ?? Shown(services.GetService<IHostEnvironment>()?.EnvironmentName, MaxEnvironmentLength)
            ?? DeploymentDefinition.DefaultEnvironment;

    /// <summary>
    /// Returns a text as a version can be: without control characters, and shortened with a hash of the whole, so that two long versions
    /// remain two. What an assembly states must not keep a host from starting.
    /// </summary>
    public static string? Shown(string? stated, int maxLength = MaxLength)
    {
        if (string.IsNullOrWhiteSpace(stated))
        {
            return null;
        }

        var text = new StringBuilder(stated.Length);
        foreach (Rune rune in stated.EnumerateRunes())
        {
            text.Append(Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 ? " " : rune.ToString());
        }

        if (text.Length <= maxLength)
        {
            return text.ToString();
        }

        string hash = "#" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(stated)))[..16];
        int length = maxLength - hash.Length;
        length -= char.IsHighSurrogate(text[length - 1]) ? 1 : 0;
        return text.ToString(0, length) + hash;
    }

    private static string? StatedBy(Assembly? assembly) =>
        assembly?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            ?? assembly?.GetName().Version?.ToString();
}
