using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Reliability.Common.Internal;

namespace Reliability.Internal;

/// <summary>Reads a section before it is bound, so that a problem can be reported with its path, its value and the valid values.</summary>
internal sealed class ConfigurationCheck(ReliabilityOptions options)
{
    /// <summary>The settings of each group. Types are named one by one, so that trimming keeps their properties.</summary>
    private static readonly Dictionary<Type, PropertyInfo[]> _groups = new()
    {
        [typeof(ReliabilityOptions)] = typeof(ReliabilityOptions).GetProperties(),
        [typeof(ReleasePolicyOptions)] = typeof(ReleasePolicyOptions).GetProperties(),
        [typeof(AlertingOptions)] = typeof(AlertingOptions).GetProperties(),
        [typeof(DebtOptions)] = typeof(DebtOptions).GetProperties(),
        [typeof(DeploymentOptions)] = typeof(DeploymentOptions).GetProperties(),
        [typeof(IncidentOptions)] = typeof(IncidentOptions).GetProperties(),
        [typeof(PostmortemOptions)] = typeof(PostmortemOptions).GetProperties(),
        [typeof(ExperimentOptions)] = typeof(ExperimentOptions).GetProperties(),
        [typeof(SloOptions)] = typeof(SloOptions).GetProperties(),
        [typeof(MetricOptions)] = typeof(MetricOptions).GetProperties(),
        [typeof(TrendRuleOptions)] = typeof(TrendRuleOptions).GetProperties(),
        [typeof(AlertRuleOptions)] = typeof(AlertRuleOptions).GetProperties(),
        [typeof(RequestFeedOptions)] = typeof(RequestFeedOptions).GetProperties(),
        [typeof(MeterFeedOptions)] = typeof(MeterFeedOptions).GetProperties(),
        [typeof(ActivityFeedOptions)] = typeof(ActivityFeedOptions).GetProperties(),
        [typeof(LogFeedOptions)] = typeof(LogFeedOptions).GetProperties(),
        [typeof(LibraryFeedOptions)] = typeof(LibraryFeedOptions).GetProperties(),
        [typeof(TagConditionOptions)] = typeof(TagConditionOptions).GetProperties(),
        [typeof(BudgetPolicyOptions)] = typeof(BudgetPolicyOptions).GetProperties(),
        [typeof(WebhookOptions)] = typeof(WebhookOptions).GetProperties(),
    };

    /// <summary>The settings that can be read, by their path in the options.</summary>
    private readonly Dictionary<string, string?> _readable = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Binds a section to options. A setting that does not exist or cannot be read is left out, and is added to the problems of the options
    /// with its path, so that the others can be checked nevertheless.
    /// </summary>
    /// <returns>Whether the section was bound.</returns>
    public static bool Bind(IConfiguration section, ReliabilityOptions options)
    {
        int before = options.Problems.Count;
        var check = new ConfigurationCheck(options);
        check.Settings(section, string.Empty, typeof(ReliabilityOptions));
        IConfiguration readable = options.Problems.Count == before
            ? section
            : new ConfigurationBuilder().AddInMemoryCollection(check._readable).Build();
        try
        {
            readable.Bind(options);
            return true;
        }
        catch (InvalidOperationException e)
        {
            options.Problems.Add(e.Message);
            options.IsUnbound = true;
            return false;
        }
    }

    private void Settings(IConfiguration section, string path, Type group)
    {
        foreach (IConfigurationSection child in section.GetChildren())
        {
            PropertyInfo? setting = Array.Find(_groups[group], p => p.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            if (setting is not null)
            {
                Setting(child, path + setting.Name, setting.PropertyType);
            }
            else if (NamesOf(group).Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                IsGroup(child);
            }
            else
            {
                options.Problems.Add(
                    $"{child.Path}: no setting has this name. Valid names are {Names.Nearest(child.Key, NamesOf(group))}.");
            }
        }
    }

    private static IEnumerable<string> NamesOf(Type group) => _groups[group].Select(setting => setting.Name)
        .Concat(group == typeof(ReliabilityOptions) ? [ConfiguredStores.Key] : []);

    /// <summary>Reads one setting.</summary>
    /// <returns>Whether it can be bound; in a group, some of its settings may be left out.</returns>
    private bool Setting(IConfigurationSection section, string path, Type type)
    {
        options.Paths[path] = section.Path;
        bool isList = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IList<>);
        bool isNamed = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IDictionary<,>);
        bool isGroup = isList || isNamed || _groups.ContainsKey(type);
        if (isGroup ? !IsGroup(section) : !IsValue(section, Nullable.GetUnderlyingType(type) ?? type))
        {
            return false;
        }

        if (type == typeof(IList<AlertRuleOptions>) && section.Value is { Length: 0 } && !section.GetChildren().Any())
        {
            options.Problems.Add(
                $"{section.Path}: an empty list is not valid. Leave it out for the default rules, or set WithoutAlerts for no rules.");
            return false;
        }

        _readable[path] = section.Value;
        if (isList || isNamed)
        {
            Each(section, path, type.GenericTypeArguments[isNamed ? 1 : 0], isList);
        }
        else if (isGroup)
        {
            Settings(section, path + ":", type);
        }

        return true;
    }

    private void Each(IConfigurationSection section, string path, Type item, bool isList)
    {
        int index = 0;
        foreach (IConfigurationSection child in section.GetChildren())
        {
            // The binder orders a list by its keys, whatever they are. An item that is left out has no index.
            string inner = $"{path}:{(isList ? index.ToString(CultureInfo.InvariantCulture) : child.Key)}";
            index += Setting(child, inner, item) ? 1 : 0;
        }
    }

    private bool IsGroup(IConfigurationSection section)
    {
        if (string.IsNullOrEmpty(section.Value))
        {
            return true;
        }

        options.Problems.Add(
            $"{section.Path}: '{Names.Shorten(section.Value)}' is not valid. The setting is a group and has no value of its own.");
        return false;
    }

    private bool IsValue(IConfigurationSection section, Type type)
    {
        string? problem = section.GetChildren().Any() ? $"a group of settings is not valid. The value must be {Valid(type)}."
            : section.Value is { } value && !IsValid(value, type) ? Check.Rejection(value, Valid(type))
            : null;
        if (problem is null)
        {
            return true;
        }

        options.Problems.Add($"{section.Path}: {problem}");
        return false;
    }

    private static bool IsValid(string value, Type type)
    {
        CultureInfo invariant = CultureInfo.InvariantCulture;
        return type switch
        {
            _ when type.IsEnum => Enum.TryParse(type, value, ignoreCase: true, out object? parsed) && Enum.IsDefined(type, parsed),
            _ when type == typeof(TimeSpan) => SettingText.Duration(value) is not null,
            _ when type == typeof(DateOnly) => DateOnly.TryParseExact(value, "yyyy-MM-dd", invariant, DateTimeStyles.None, out _),
            _ when type == typeof(TimeOnly) =>
                TimeOnly.TryParseExact(value, ["HH:mm", "HH:mm:ss"], invariant, DateTimeStyles.None, out _),
            _ when type == typeof(decimal) => decimal.TryParse(value, NumberStyles.Float, invariant, out _),
            _ when type == typeof(double) => double.TryParse(value, NumberStyles.Float, invariant, out _),
            _ when type == typeof(int) => int.TryParse(value, NumberStyles.Integer, invariant, out _),
            _ when type == typeof(long) => long.TryParse(value, NumberStyles.Integer, invariant, out _),
            _ when type == typeof(Uri) => Uri.TryCreate(value, UriKind.Absolute, out _),
            _ when type == typeof(bool) => bool.TryParse(value, out _),
            _ => true,
        };
    }

    private static string Valid(Type type) => type switch
    {
        _ when type.IsEnum => $"one of {string.Join(", ", Enum.GetNames(type).Where(word => word != nameof(SloKind.Unknown)))}",
        _ when type == typeof(TimeSpan) => SettingText.ValidDuration,
        _ when type == typeof(DateOnly) => "a day such as 2024-01-01",
        _ when type == typeof(TimeOnly) => "a time of day such as 09:00",
        _ when type == typeof(decimal) || type == typeof(double) => "a number such as 99.9",
        _ when type == typeof(int) || type == typeof(long) => "a whole number",
        _ when type == typeof(Uri) => "an absolute address such as https://hooks.example/alerts",
        _ when type == typeof(bool) => "true or false",
        _ => "text",
    };
}
