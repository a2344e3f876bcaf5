using System.Reflection;
using System.Runtime.CompilerServices;
using Reliability.Alerting;
using Reliability.Slos;

namespace Reliability.Architecture.Tests;

/// <summary>The rules that a review of the public API would ask for.</summary>
public sealed class ApiReviewTests
{
    /// <summary>Names that say that nobody chose, or that nothing is known.</summary>
    private static readonly string[] NeutralNames =
    [
        "Unknown", "None", "NoData", "NotEnoughData", "Inconclusive", "Unclear", "Open",
    ];

    /// <summary>
    /// The other zeros: each is the state in which a thing begins, or what the settings and the format of storage mean when nobody chose.
    /// A new one is added here on purpose or is not the zero.
    /// </summary>
    private static readonly string[] HonestDefaults =
    [
        "Reliability.Experiments.ExperimentState.Draft",
        "Reliability.Experiments.MetricGoal.Increase",
        "Reliability.Experiments.MetricKind.Proportion",
        "Reliability.Experiments.MetricRole.Secondary",
        "Reliability.Recording.FeedState.NeverHeard",
        "Reliability.Recording.SeriesKind.Outcome",
        "Reliability.Slos.AlertSeverity.Ticket",
        "Reliability.Slos.BurnRateScaling.KeepWindows",
        "Reliability.Slos.CalendarPeriod.Week",
        "Reliability.Slos.MissingSlice.Exclude",
        "Reliability.Statistics.CrossingOutcome.InsufficientData",
        "Reliability.Statistics.SampleRatioMethod.ChiSquare",
        "Reliability.Statistics.SampleSizeFormula.PooledNormal",
        "Reliability.Statistics.SpendingFunction.OBrienFleming",
        "Reliability.Statistics.TestHypothesis.Difference",
        "Reliability.Storage.Postgres.PostgresSchemaMode.CreateOrUpgrade",
        "Reliability.Storage.SeriesResolution.Minute",
        "Reliability.Trends.MetricFigure.Default",
        "Reliability.Trends.TrendVerdict.InsufficientData",
    ];

    private static readonly string[] OtherBounds =
    [
        "Longest", "Shortest", "Greatest", "Least", "Most", "Fewest", "Highest", "Lowest", "Largest", "Smallest", "Minimum", "Maximum",
    ];

    /// <summary>
    /// The parameters that a constructor may have, unless it is that of a service, which is not a record and takes its dependencies.
    /// </summary>
    private const int MaxParameters = 4;

    private static IEnumerable<Type> PublicTypes => Repository.Libraries.SelectMany(library => library.GetExportedTypes());

    private static IEnumerable<Type> PublicRecords => PublicTypes.Where(IsRecord);

    [Fact]
    public void The_zero_of_an_enum_says_that_nobody_chose_or_is_a_default_that_was_chosen_on_purpose()
    {
        (Type Type, string? Zero)[] zeros =
            [.. PublicTypes.Where(type => type.IsEnum).Select(type => (type, Enum.GetName(type, Enum.ToObject(type, 0))))];
        zeros.Should().OnlyContain(one => one.Zero != null, "every enum has a name for zero");
        zeros.Where(one => !NeutralNames.Contains(one.Zero))
            .Select(one => $"{one.Type.FullName}.{one.Zero}")
            .Should()
            .BeEquivalentTo(HonestDefaults);
    }

    [Fact]
    public void A_severity_that_nobody_chose_is_Ticket()
    {
        TimeSpan hour = TimeSpan.FromHours(1);
        AlertSeverity[] defaults =
        [
            default,
            new PercentBelowRule(99m, hour).Severity,
            new MeanBelowRule(3.8m, hour).Severity,
            new QuantileAboveRule(0.95, 1.0, hour).Severity,
            new BadEventRule(hour).Severity,
            new BudgetPolicy("freeze", "checkout", actsAt: 0).Severity,
            new AlertRuleOptions().Severity,
            new BudgetPolicyOptions().Severity,
        ];
        defaults.Should().AllBeEquivalentTo(AlertSeverity.Ticket, "nobody is paged unless the declaration states it");
    }

    [Fact]
    public void No_public_record_is_positional()
    {
        PublicRecords.Where(type => type.GetMethod("Deconstruct") is not null)
            .Select(type => type.FullName)
            .Should()
            .BeEmpty("a further property must not break callers");
    }

    [Fact]
    public void A_public_record_requires_what_it_has_no_default_for()
    {
        NullabilityInfoContext nullability = new();
        (Type Type, object Value)[] made =
        [
            .. PublicRecords.Where(type => !type.IsAbstract && type.GetConstructor(Type.EmptyTypes) is not null)
                .Select(type => (type, Activator.CreateInstance(type)!)),
        ];

        made.Should().HaveCountGreaterThan(100);
        made.SelectMany(one => one.Type.GetProperties()
                .Where(property => property.SetMethod is { IsPublic: true } && !property.IsDefined(typeof(RequiredMemberAttribute)))
                .Where(property => HasNone(property, one.Value)))
            .Select(property => $"{property.DeclaringType!.Name}.{property.Name}")
            .Distinct()
            .Should().BeEmpty("a caller that forgets it gets no record that is not valid");

        // No text, list or record, and the first instant of the calendar, are what nobody set.
        bool HasNone(PropertyInfo property, object record) => property.PropertyType.IsValueType
            ? (property.PropertyType == typeof(DateTimeOffset) || property.PropertyType == typeof(DateOnly))
                && Activator.CreateInstance(property.PropertyType)!.Equals(property.GetValue(record))
            : nullability.Create(property).ReadState == NullabilityState.NotNull && property.GetValue(record) is null;
    }

    [Fact]
    public void A_service_takes_the_contract_of_another_and_not_its_class()
    {
        Type[] contracts = [.. PublicTypes.Where(type => type.IsInterface && type.Namespace != "Reliability.Storage")];
        PublicTypes.Where(IsService)
            .SelectMany(type => type.GetConstructors())
            .SelectMany(constructor => constructor.GetParameters())
            .Where(parameter => parameter.ParameterType.IsClass && parameter.ParameterType.GetInterfaces().Intersect(contracts).Any())
            .Select(parameter => $"{parameter.Member.DeclaringType!.Name}({parameter.ParameterType.Name} {parameter.Name})")
            .Should().BeEquivalentTo(
                [
                    "AlertEvaluator(JobCoordinator jobs)", // it claims objectives, which users of IJobs cannot
                    "AlertIncidents(IncidentRegister incidents)", // a part of the register, which opens incidents with their source
                    "TrendAlerts(MetricTrends trends)", // a part of the trends, which reads what they analyzed last
                ],
                "another one takes the contract");
    }

    [Fact]
    public void Values_that_their_constructor_validates_are_listed()
    {
        const string Heading = "## Values that their constructor validates";
        string decision = Repository.Read("docs/decisions/0020-the-api-review.md");
        decision.Should().Contain(Heading);
        string section = decision.Split(Heading)[1].Split("\n\n")[2];

        PublicRecords.Where(type => type.GetConstructors().Any(constructor => constructor.GetParameters().Length > 0))
            .Select(type => type.Name)
            .Should().BeEquivalentTo(section.Split('`').Where((_, i) => i % 2 == 1), "a record has required properties otherwise");
    }

    [Fact]
    public void Properties_of_public_records_are_set_once()
    {
        PublicRecords.SelectMany(type => type.GetProperties())
            .Where(property =>
                property.SetMethod is { IsPublic: true } set
                    && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)))
            .Select(property => $"{property.DeclaringType!.Name}.{property.Name}")
            .Should().BeEmpty();
    }

    [Fact]
    public void Only_services_have_constructors_with_many_parameters()
    {
        PublicTypes.Where(type => !IsService(type))
            .SelectMany(type => type.GetConstructors())
            .Where(constructor => constructor.GetParameters().Length > MaxParameters)
            .Select(constructor =>
                $"{constructor.DeclaringType!.Name}({string.Join(", ", constructor.GetParameters().Select(one => one.Name))})")
            .Should().BeEmpty();
    }

    [Fact]
    public void A_store_is_chosen_with_three_overloads_at_most()
    {
        foreach (IGrouping<string, MethodInfo> use in PublicTypes.SelectMany(type =>
            type.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Where(method => method.Name is "UseSqlite" or "UsePostgres" or "UseRedis")
            .GroupBy(method => method.Name))
        {
            use.Count().Should().BeLessThanOrEqualTo(3, use.Key);
            use.SelectMany(method => method.GetParameters())
                .Should()
                .NotContain(parameter => parameter.ParameterType == typeof(Storage.StorageRoles), "roles belong in the options");
        }
    }

    [Fact]
    public void Bounds_are_named_Max_and_Min()
    {
        const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        IEnumerable<MemberInfo> members = PublicTypes.SelectMany(type => type.GetMembers(Declared | BindingFlags.Public));
        IEnumerable<MemberInfo> fields = Repository.Libraries.SelectMany(library => library.GetTypes())
            .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false))
            .SelectMany(type => type.GetFields(Declared | BindingFlags.Public | BindingFlags.NonPublic));
        members.Concat(fields).Distinct()
            .Where(member => OtherBounds.Any(word => IsFirstWord(word, member.Name.TrimStart('_'))))
            .Where(member => !IsFieldsOwnTerm(member.Name))
            .Select(member => $"{member.DeclaringType!.Name}.{member.Name}")
            .Should().BeEmpty();

        // "Mostly" is not "Most".
        static bool IsFirstWord(string word, string name) => name.StartsWith(word, StringComparison.OrdinalIgnoreCase)
            && (name.Length == word.Length || !char.IsLower(name[word.Length]));

        // The minimum (detectable) effect and the least squares are terms of the field.
        static bool IsFieldsOwnTerm(string name) =>
            name.EndsWith("MinimumDetectableEffect", StringComparison.Ordinal) || name is "MinimumEffect" or "LeastSquares";
    }

    [Fact]
    public void Who_and_why_travel_as_a_request()
    {
        PublicTypes.SelectMany(type => type.GetMethods())
            .Where(method =>
                method.GetParameters().Any(parameter => parameter.Name is "by" or "reason" && parameter.ParameterType == typeof(string))
                    && method.Name.EndsWith("Async", StringComparison.Ordinal))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}")
            .Should().BeEmpty("ChangeRequest states both, with an id that makes a change once");
        PublicRecords.Where(type =>
            type.GetProperty("By") is not null
                && type.GetProperty("Id") is not null
                && type.Name.EndsWith("Request", StringComparison.Ordinal))
            .Should().OnlyContain(type => typeof(Common.ChangeRequest).IsAssignableFrom(type));
    }

    [Fact]
    public void The_builder_that_packages_extend_knows_no_capability()
    {
        typeof(Hosting.IReliabilityBuilder).GetMethods().SelectMany(method => method.GetParameters()).Select(parameter =>
            parameter.ParameterType.ToString())
            .Should().OnlyContain(name =>
                !name.Contains("Reliability.", StringComparison.Ordinal)
                    || name.Contains("Reliability.Storage.", StringComparison.Ordinal));
    }

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null
        || (type.IsValueType
            && !type.IsEnum
            && type.GetMethods(BindingFlags.NonPublic | BindingFlags.Instance).Any(method => method.Name == "PrintMembers"));

    /// <summary>A class that works with our stores or other services that it is given, or with a clock; a list alone makes none.</summary>
    private static bool IsService(Type type) =>
        type.IsClass && !IsRecord(type) && type.GetConstructors().SelectMany(one => one.GetParameters())
        .Any(parameter => IsDependency(parameter.ParameterType));

    private static bool IsDependency(Type type) => type == typeof(TimeProvider)
        || (type.IsInterface && type.Namespace!.StartsWith("Reliability", StringComparison.Ordinal));
}
