using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Reliability.Statistics;

namespace Reliability.Architecture.Tests;

/// <summary>One thing has one word, one unit and one type, in the public API, in configuration and in JSON.</summary>
public sealed partial class VocabularyTests
{
    private const BindingFlags Members = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Type[] Types = [.. Repository.Libraries.SelectMany(library => library.GetTypes())];

    private static readonly Type[] Fractions = [typeof(double), typeof(decimal), typeof(float)];

    private static readonly Type[] Wholes = [typeof(int), typeof(long), typeof(uint), typeof(ulong)];

    private static IEnumerable<Type> PublicTypes => Repository.Libraries.SelectMany(library => library.GetExportedTypes());

    [Fact]
    public void No_enum_is_serialized_as_it_is_so_that_none_becomes_a_number()
    {
        (Type Context, Type Content)[] serialized =
        [
            .. from type in Types
               where type.IsSubclassOf(typeof(JsonSerializerContext))
               from property in type.GetProperties(Members)
               where property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(JsonTypeInfo<>)
               select (type, property.PropertyType.GetGenericArguments()[0]),
        ];

        serialized.Select(one => one.Context.Name).Should()
            .Contain(
                ["ApiJson", "WriteJson", "WebhookJson", "AlertJson", "ExperimentJson", "JobsJson", "LedgerRecordJson", "ReleasesJson"]);
        serialized.Where(one => one.Content.IsEnum).Should().BeEmpty("what is serialized has the word, the name of the member");
    }

    [Fact]
    public void A_word_that_is_stored_for_an_enum_is_the_name_of_its_member()
    {
        (object Table, Type Enum)[] tables =
        [
            .. from type in Types
               where type.Name.EndsWith("Words", StringComparison.Ordinal)
               from property in type.GetProperties(Members | BindingFlags.NonPublic)
               where property.PropertyType.Name == "WordTable`1"
               select (property.GetValue(null)!, property.PropertyType.GetGenericArguments()[0]),
        ];

        tables.Should().HaveCountGreaterThan(10);
        foreach ((object table, Type type) in tables)
        {
            MethodInfo value = table.GetType().GetMethod("Value")!;
            // Unknown is nothing that is stored, except as the state of an alert.
            foreach (string name in Enum.GetNames(type).Where(name => name != "Unknown"))
            {
                value.Invoke(table, BindingFlags.DoNotWrapExceptions, null, [name], null).Should().Be(Enum.Parse(type, name));
            }
        }
    }

    [Fact]
    public void What_describes_stopping_is_a_case_of_one_closed_union()
    {
        Type[] cases = [.. Types.Where(type => type.BaseType == typeof(StoppingRule))];
        cases.Should().BeEquivalentTo([typeof(AlwaysValidRule), typeof(FixedHorizonRule), typeof(GroupSequentialRule)]);
        cases.Should().OnlyContain(type => type.IsPublic && type.IsSealed);
        typeof(StoppingRule).GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)
            .Should().OnlyContain(constructor => constructor.IsFamilyAndAssembly || constructor.IsPrivate || constructor.IsFamily)
            .And.Contain(constructor => constructor.IsFamilyAndAssembly, "nobody else can add a case");

        PropertyInfo[] others = [.. PublicTypes.Except(cases).SelectMany(type => type.GetProperties(Members))];
        others.Where(property => property.PropertyType == typeof(SpendingFunction)
                || property.Name is "TuningSize" or "TuningAlpha" or "TargetUnits" or "Spending")
            .Select(Name)
            .Should().BeEmpty("these are properties of a case of the stopping rule");
        others.Where(property => typeof(StoppingRule).IsAssignableFrom(property.PropertyType))
            .Should().HaveCountGreaterThan(2)
            .And.OnlyContain(property => property.Name == "Stopping" && property.PropertyType == typeof(StoppingRule));
    }

    [Fact]
    public void A_percentage_and_a_share_in_one_signature_are_named_by_their_unit()
    {
        (string Signature, string[] Percentages, string[] Shares)[] mixed =
        [
            .. from type in PublicTypes
               from method in type.GetMethods(Members).Cast<MethodBase>().Concat(type.GetConstructors(Members))
               let numbers = method.GetParameters().Where(one => IsFraction(one.ParameterType)).Select(one => one.Name!).ToArray()
               let percentages = numbers.Where(name => PercentageName().IsMatch(name)).ToArray()
               let shares = numbers.Where(name => ShareName().IsMatch(name)).ToArray()
               where percentages.Length > 0 && shares.Length > 0
               select ($"{type.Name}.{method.Name}", percentages, shares),
        ];

        mixed.Should().NotBeEmpty("InTimeSlices takes both");
        mixed.SelectMany(one => one.Percentages.Where(name => !name.EndsWith("Percent", StringComparison.Ordinal))
                .Concat(one.Shares.Where(name => !UnitOfShare().IsMatch(name)))
                .Select(name => $"{one.Signature}({name})"))
            .Should().BeEmpty();
    }

    [Fact]
    public void A_percentage_is_a_Percent_and_a_part_of_one_is_a_Share_or_a_Ratio()
    {
        PublicTypes.SelectMany(type => type.GetProperties(Members))
            .Where(property => IsFraction(property.PropertyType) && OtherUnit().IsMatch(property.Name))
            .Select(Name)
            .Should().BeEquivalentTo(["GroupSequentialLook.InformationFraction"], "the information fraction is a term of the field");
    }

    [Fact]
    public void A_duration_in_configuration_is_a_TimeSpan_without_a_unit_in_its_name()
    {
        PropertyInfo[] settings =
        [
            .. PublicTypes.Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal))
                .SelectMany(type => type.GetProperties(Members)),
        ];
        settings.Where(property => IsOf(property, typeof(TimeSpan))).Should().HaveCountGreaterThan(20);
        settings.Where(property => IsOf(property, typeof(TimeSpan)) && UnitOfTime().IsMatch(property.Name)).Select(Name)
            .Should().BeEmpty("its text states the unit, such as 00:00:30");
        settings.Where(property => IsNumber(property.PropertyType))
            .Where(property => UnitOfTime().IsMatch(property.Name) || Time().IsMatch(property.Name))
            .Where(property => property != typeof(MetricOptions).GetProperty(nameof(MetricOptions.Threshold))) // in the metric's unit
            .Select(Name)
            .Should().BeEmpty("a duration is a TimeSpan");
    }

    [Fact]
    public void What_is_not_accepted_is_rejected()
    {
        PublicTypes.Select(type => type.FullName!)
            .Concat(PublicTypes.SelectMany(type => type.GetMembers(Members)).Select(Name))
            .Where(name => name.Contains("Refus", StringComparison.OrdinalIgnoreCase))
            .Should().BeEmpty("the word is rejected");

        Repository.Sources("src")
            .Where(file => Repository.Read(file).Contains("refus", StringComparison.OrdinalIgnoreCase))
            .Should().BeEmpty("the word is rejected");
    }

    [Fact]
    public void A_plan_says_what_would_happen_and_is_the_one_way_to_ask_for_it()
    {
        MethodInfo[] methods = [.. PublicTypes.SelectMany(type => type.GetMethods(Members)).Where(method => !method.IsSpecialName)];
        MethodInfo[] plans = [.. methods.Where(method => PlanWord().IsMatch(method.Name))];
        plans.Select(method => method.Name).Distinct()
            .Should().BeEquivalentTo(
                "Plan",
                "PlanAsync",
                "PlanAcceptanceAsync",
                "PlanEntryAsync",
                "PlanFinalizeAsync",
                "PlanImportAsync",
                "PlanOverrideAsync",
                "PlanRevocationAsync",
                "PlanWithdrawalAsync");
        plans.Where(method => method.ReturnType == typeof(void) || method.ReturnType == typeof(ValueTask)).Select(Name)
            .Should().BeEmpty("a plan returns what would happen");
        plans.Where(method => method.GetParameters().Any(parameter => parameter.ParameterType == typeof(Common.ChangeRequest)))
            .Where(method => method.Name != "PlanAcceptanceAsync") // it returns the acceptance as it would be recorded
            .Select(Name)
            .Should().BeEmpty("nobody answers for what does not happen");

        PublicTypes.Where(type => PlanWord().IsMatch(type.Name)).Select(type => type.Name)
            .Should().BeEquivalentTo(
                ["AcceptancePlan", "AssignmentPlan", "ExperimentPlan", "GatePlan", "PostmortemPlan"],
                "these are what such a method returns");
        PublicTypes.SelectMany(type => type.GetProperties(Members)).Where(property => PlanWord().IsMatch(property.Name))
            .Should().NotBeEmpty()
            .And.OnlyContain(property => property.Name == "IsPlan" && property.PropertyType == typeof(bool));

        // A policy that is declared as a dry run is one for as long as it is declared.
        PublicTypes.SelectMany(type => type.GetMembers(Members)).Where(member => member.MemberType != MemberTypes.Method)
            .Where(member => DryRun().IsMatch(member.Name))
            .Select(Name)
            .Should().BeEquivalentTo("BudgetPolicy.IsDryRun", "BudgetPolicyOptions.IsDryRun");
        methods.SelectMany(method => method.GetParameters()).Where(parameter => DryRun().IsMatch(parameter.Name!))
            .Select(parameter => Name(parameter.Member))
            .Should().BeEmpty("the method whose name begins with Plan is the way to ask");
    }

    [Fact]
    public void A_report_is_got()
    {
        string[] names =
        [
            .. PublicTypes.SelectMany(type => type.GetMethods(Members))
                .Where(method => !method.IsSpecialName)
                .Select(method => method.Name)
                .Where(name => ReportWord().IsMatch(name))
                .Distinct(),
        ];
        names.Should().BeEquivalentTo("GetReport", "GetReportAsync", "GetReportsAsync");
    }

    private static string Name(MemberInfo member) => $"{member.DeclaringType?.Name}.{member.Name}";

    private static bool IsOf(PropertyInfo property, Type type) =>
        (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) == type;

    private static bool IsFraction(Type type) =>
        Fractions.Contains(Nullable.GetUnderlyingType(type) ?? type);

    private static bool IsNumber(Type type) =>
        IsFraction(type) || Wholes.Contains(Nullable.GetUnderlyingType(type) ?? type);

    /// <summary>Plan as a word of a name; what is planned is another word.</summary>
    [GeneratedRegex("Plan(?![a-z])")]
    private static partial Regex PlanWord();

    [GeneratedRegex("Report(?![a-z])|Reports(?![a-z])")]
    private static partial Regex ReportWord();

    [GeneratedRegex("DryRun", RegexOptions.IgnoreCase)]
    private static partial Regex DryRun();

    /// <summary>The target of an objective is a percentage, as people write it.</summary>
    [GeneratedRegex("(percent|percentage|target)$", RegexOptions.IgnoreCase)]
    private static partial Regex PercentageName();

    [GeneratedRegex("(share|ratio|fraction|coverage|quantile|probability|confidence|alpha|power)$", RegexOptions.IgnoreCase)]
    private static partial Regex ShareName();

    [GeneratedRegex("(Share|Ratio)$|^(share|ratio)$")]
    private static partial Regex UnitOfShare();

    [GeneratedRegex("(Percentage|Pct|Fraction|Proportion)$")]
    private static partial Regex OtherUnit();

    [GeneratedRegex("(Ticks|Milliseconds|Millis|Ms|Seconds|Secs|Minutes|Hours|Days|Weeks)$")]
    private static partial Regex UnitOfTime();

    [GeneratedRegex("(Interval|Timeout|Duration|Window|Delay|Age|Retention|Tolerance|Cooldown|Grace|Length|Period|Threshold)$")]
    private static partial Regex Time();
}
