using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Reliability.Common.Internal;

namespace Reliability.Internal;

/// <summary>Reads a section before it is bound, so that a problem can be reported with its path, its value and the valid values.</summary>
internal sealed class ConfigurationCheck(ReliabilityOptions options)
{
    private static readonly PropertyInfo[] _options = typeof(ReliabilityOptions).GetProperties();
    private static readonly PropertyInfo[] _policy = typeof(ReleasePolicyOptions).GetProperties();
    private static readonly PropertyInfo[] _alerting = typeof(AlertingOptions).GetProperties();
    private static readonly PropertyInfo[] _experiments = typeof(ExperimentOptions).GetProperties();
    private static readonly PropertyInfo[] _slo = typeof(SloOptions).GetProperties();
    private static readonly PropertyInfo[] _alert = typeof(AlertRuleOptions).GetProperties();

    /// <summary>Adds the paths and the problems of a section to the options.</summary>
    /// <returns>Whether the section can be bound.</returns>
    public static bool Run(IConfiguration section, ReliabilityOptions options)
    {
        int before = options.Problems.Count;
        new ConfigurationCheck(options).Settings(section, string.Empty, _options);
        return options.Problems.Count == before;
    }

    private void Settings(IConfiguration section, string path, PropertyInfo[] legal)
    {
        foreach (IConfigurationSection child in section.GetChildren())
        {
            PropertyInfo? setting = Array.Find(legal, p => p.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            if (setting is null)
            {
                options.Problems.Add(
                    $"{child.Path}: no setting has this name; legal are {Names.Nearest(child.Key, legal.Select(p => p.Name))}.");
                continue;
            }

            string inner = path + setting.Name;
            options.Paths[inner] = child.Path;
            switch (setting.Name)
            {
                case nameof(ReliabilityOptions.Slos):
                    Each(child, inner, _slo);
                    break;
                case nameof(SloOptions.Alerts):
                    Each(child, inner, _alert);
                    break;
                case nameof(ReliabilityOptions.ReleasePolicy):
                    Group(child, inner, _policy);
                    break;
                case nameof(ReliabilityOptions.Alerting):
                    Group(child, inner, _alerting);
                    break;
                case nameof(ReliabilityOptions.Experiments):
                    Group(child, inner, _experiments);
                    break;
                default:
                    Value(child, Nullable.GetUnderlyingType(setting.PropertyType) ?? setting.PropertyType);
                    break;
            }
        }
    }

    private void Each(IConfigurationSection section, string path, PropertyInfo[] legal)
    {
        RequireGroup(section);
        int index = 0;
        foreach (IConfigurationSection child in section.GetChildren())
        {
            // The binder orders a list by its keys, whatever they are.
            string inner = $"{path}:{(legal == _alert ? index++.ToString(CultureInfo.InvariantCulture) : child.Key)}";
            options.Paths[inner] = child.Path;
            Group(child, inner, legal);
        }
    }

    private void Group(IConfigurationSection section, string path, PropertyInfo[] legal)
    {
        RequireGroup(section);
        Settings(section, path + ":", legal);
    }

    private void RequireGroup(IConfigurationSection section)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            options.Problems.Add(
                $"{section.Path}: {Check.Refusal(section.Value, "legal is a group of settings and not a value")}");
        }
    }

    private void Value(IConfigurationSection section, Type type)
    {
        if (section.GetChildren().Any())
        {
            options.Problems.Add($"{section.Path}: a group of settings is not legal; {Legal(type)}.");
        }
        else if (section.Value is { } value && !IsLegal(value, type))
        {
            options.Problems.Add($"{section.Path}: {Check.Refusal(value, Legal(type))}");
        }
    }

    private static bool IsLegal(string value, Type type)
    {
        CultureInfo invariant = CultureInfo.InvariantCulture;
        return type switch
        {
            _ when type.IsEnum => Enum.TryParse(type, value, ignoreCase: true, out object? parsed) && Enum.IsDefined(type, parsed),
            _ when type == typeof(TimeSpan) => TimeSpan.TryParse(value, invariant, out _),
            _ when type == typeof(decimal) => decimal.TryParse(value, NumberStyles.Float, invariant, out _),
            _ when type == typeof(double) => double.TryParse(value, NumberStyles.Float, invariant, out _),
            _ when type == typeof(int) => int.TryParse(value, NumberStyles.Integer, invariant, out _),
            _ when type == typeof(long) => long.TryParse(value, NumberStyles.Integer, invariant, out _),
            _ when type == typeof(bool) => bool.TryParse(value, out _),
            _ => true,
        };
    }

    private static string Legal(Type type) => type switch
    {
        _ when type.IsEnum => $"legal are {string.Join(", ", Enum.GetNames(type))}",
        _ when type == typeof(TimeSpan) => "legal is a duration such as 00:05:00 or 30.00:00:00",
        _ when type == typeof(decimal) || type == typeof(double) => "legal is a number such as 99.9",
        _ when type == typeof(int) || type == typeof(long) => "legal is a whole number",
        _ when type == typeof(bool) => "legal are true and false",
        _ => "legal is a text",
    };
}
