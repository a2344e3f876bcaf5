using Microsoft.Extensions.Configuration;
using Reliability.Common.Internal;

namespace Reliability.Internal;

/// <summary>The settings of stores in a section. The packages of the stores read them, because only they know them.</summary>
internal sealed class ConfiguredStores(IConfiguration section)
{
    public const string Key = "Stores";

    private static readonly string[] Own = ["Sqlite", "Postgres", "Redis"];

    private readonly HashSet<string> _read = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the settings of one store.</summary>
    /// <returns>The problems, each with its path.</returns>
    public List<string> Read(string store, IReadOnlyDictionary<string, Action<string>> settings)
    {
        _read.Add(store);
        List<string> problems = [];
        foreach (IConfigurationSection child in section.GetSection($"{Key}:{store}").GetChildren())
        {
            string? name = settings.Keys.FirstOrDefault(one => one.Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            if (name is null)
            {
                problems.Add($"{child.Path}: no setting has this name. Valid names are {Names.Nearest(child.Key, settings.Keys)}.");
            }
            else if (child.Value is not { } value)
            {
                problems.Add($"{child.Path}: a group of settings is not valid. The value must be text.");
            }
            else if (Fault(settings[name], value) is { } fault)
            {
                problems.Add($"{child.Path}: {fault}");
            }
        }

        return problems;
    }

    /// <summary>Returns a setting of a store, whether the section sets it or not.</summary>
    public IConfigurationSection Setting(string store, string setting) => section.GetSection($"{Key}:{store}:{setting}");

    /// <summary>Returns the stores that nothing reads, as problems.</summary>
    public IEnumerable<string> Unread() => section.GetSection(Key).GetChildren()
        .Where(store => !_read.Contains(store.Key))
        .Select(store => $"{store.Path}: nothing reads it; {Call(store.Key)}");

    /// <summary>
    /// Returns the line that is missing. The packages of stores are named here and not referenced: configuration alone cannot bring one in.
    /// </summary>
    private static string Call(string key)
    {
        string name = Own.FirstOrDefault(one => one.Equals(key, StringComparison.OrdinalIgnoreCase)) ?? key;
        string line = $"call Use{name}() of Reliability.Storage.{name} in the setup that reads this section: "
            + $"services.AddReliability(section, r => r.Use{name}()).";
        return Own.Contains(name) ? line : $"{line} The stores of this library are {Names.Nearest(key, Own)}.";
    }

    private static string? Fault(Action<string> set, string value)
    {
        try
        {
            set(value);
            return null;
        }
        catch (ArgumentException e)
        {
            return OptionProblems.Sentence(e);
        }
    }
}
