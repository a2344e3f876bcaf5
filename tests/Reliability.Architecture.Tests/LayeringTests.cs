using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Reliability.Architecture.Tests;

public sealed class LayeringTests
{
    /// <summary>The files that lie beside the folders of the parts.</summary>
    private const string Root = "(root)";

    /// <summary>What each part of the core may know. Capabilities know each other only through a contract that is named here.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        // Words of everybody, and the seams that every capability stands on.
        ["Common"] = ["Storage"],
        ["Sketches"] = ["Common"],
        ["Statistics"] = ["Common"],
        ["Storage"] = ["Common", "Sketches"],
        ["Recording"] = ["Common", "Sketches", "Storage"],

        // Who does what, whatever it is that is done.
        ["Jobs"] = ["Common", "Storage"],

        // Slos -> Jobs: the ledger is kept by the process that has the right to (JobClaim). Slos -> Recording: an indicator declares the
        // series that holds its events (SeriesDefinition).
        ["Slos"] = ["Common", "Jobs", "Sketches", "Statistics", "Storage", "Recording"],

        // Releases -> Slos: the gate decides from the reports of objectives (IErrorBudgets, SloReport). Releases -> Recording: such a
        // report names the sources that have not appeared (FeedStatus).
        ["Releases"] = ["Common", "Slos", "Storage", "Recording"],

        // Experiments -> Recording: an objective is a guardrail of an experiment by the events that its recorder takes (OutcomeRecorder,
        // LatencyRecorder).
        ["Experiments"] = ["Common", "Statistics", "Storage", "Recording"],

        // Alerting -> Slos: alerts are what the rules of objectives see (IErrorBudgets, AlertReading). Alerting -> Releases: a policy
        // freezes releases (IReleaseCheck).
        ["Alerting"] = ["Common", "Jobs", "Releases", "Slos", "Storage"],

        // Trends -> Slos: every objective is a metric (SloDefinition). Trends -> Recording: a metric has the series of a recorder.
        // Trends -> Alerting: its alerts are stored and delivered as those of objectives (IAlertSource, SourcedAlerts). Trends -> Jobs: one
        // live process judges a metric (JobClaim). Trends -> Releases: a rule can object at the gate (IReleaseCheck).
        ["Trends"] = ["Alerting", "Common", "Jobs", "Recording", "Releases", "Sketches", "Slos", "Statistics", "Storage"],

        // Debt -> Releases: debt can object to a release (IReleaseCheck).
        ["Debt"] = ["Common", "Releases", "Storage"],

        // Incidents -> Slos: an incident knows the budget that it burnt (IErrorBudgets). Incidents -> Alerting: alerts open incidents
        // (AlertTransitions). Incidents -> Releases: an incident is attributed to a deployment (DeploymentAttribution).
        // Incidents -> Statistics: metrics of improvement have intervals (Proportion, Distributions).
        ["Incidents"] = ["Alerting", "Common", "Releases", "Slos", "Statistics", "Storage"],

        // What packages extend: a setup of everything.
        ["Hosting"] = ["Slos", "Storage"],

        // The extension methods of that setup. No part may list the root.
        [Root] = ["Hosting", "Slos", "Storage", "Trends"],
    };

    private static IEnumerable<Type> CoreTypes => Repository.Libraries[0].GetTypes().Where(IsOfCore);

    [Fact]
    public void Every_library_but_the_core_knows_the_core_alone_and_the_one_for_hosts_the_setup_too()
    {
        foreach (Assembly library in Repository.Libraries.Skip(1))
        {
            string[] known =
                library == typeof(AspNetCore.RequestFilter).Assembly
                    ? ["Reliability.Core", "Reliability.Extensions.DependencyInjection"]
                    : library == typeof(Dashboard.DashboardOptions).Assembly
                        ? ["Reliability.Core", "Reliability.AspNetCore"]
                        : ["Reliability.Core"];
            library.GetReferencedAssemblies().Select(a => a.Name!).Where(name => name.StartsWith("Reliability", StringComparison.Ordinal))
                .Should().BeEquivalentTo(known, library.GetName().Name);
        }
    }

    [Fact]
    public void The_core_depends_on_mathematics_and_the_base_library_alone()
    {
        Repository.Libraries[0].GetReferencedAssemblies().Select(a => a.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal))
            .Should().BeEquivalentTo("MathNet.Numerics");
    }

    [Fact]
    public void Each_part_of_the_core_knows_only_what_it_may()
    {
        foreach (IGrouping<string, Type> part in CoreTypes.GroupBy(PartOf))
        {
            Allowed.Should().ContainKey(part.Key, "a new part states what it may know");
            part.SelectMany(type => Known(type).Select(known => (Type: type, Part: PartOf(known))))
                .Where(one => one.Part != part.Key && !Allowed[part.Key].Contains(one.Part))
                .Select(one => $"{one.Type.FullName} knows {one.Part}")
                .Distinct()
                .Should().BeEmpty();
        }
    }

    [Fact]
    public void No_part_of_the_core_uses_a_type_of_its_root()
    {
        Type[] types = [.. Repository.Libraries[0].GetTypes().Where(type => type.Namespace is not null)];
        Type[] root = [.. types.Where(type => type.Namespace == "Reliability")];
        root.Should().NotBeEmpty();
        types.Except(root)
            .Where(type => TypeReferences.Of(type).Overlaps(root))
            .Select(type => type.FullName)
            .Should().BeEmpty("the root uses the parts, so a part that used the root would form a circle");
    }

    [Fact]
    public void Nobody_uses_what_is_internal_to_another_part_but_for_what_is_in_Common() =>
        CoreTypes.SelectMany(type => Known(type).Where(IsInternal).Select(known => (Type: type, Known: known)))
            .Where(one => PartOf(one.Known) != "Common" && PartOf(one.Known) != PartOf(one.Type))
            .Select(one => $"{one.Type.FullName} uses {one.Known.FullName}")
            .Distinct()
            .Should().BeEmpty();

    [Fact]
    public void No_package_opens_its_internals_to_another()
    {
        foreach (Assembly library in Repository.Libraries)
        {
            library.GetCustomAttributes<InternalsVisibleToAttribute>().Select(friend => friend.AssemblyName)
                .Where(name => !name.EndsWith(".Tests", StringComparison.Ordinal) && name != "Reliability.Benchmarks")
                .Should().BeEmpty(library.GetName().Name);
        }
    }

    [Fact]
    public void No_project_compiles_a_file_of_another_so_that_what_is_internal_stays_so()
    {
        string root = Path.Combine(Repository.Root, "src");
        string[] projects =
        [
            .. Directory.EnumerateFiles(root, "*.csproj", SearchOption.AllDirectories),
            .. Directory.EnumerateFiles(root, "Directory.Build.*"),
        ];
        (string Project, string Files)[] compiled =
        [
            .. from project in projects
               from item in XDocument.Load(project).Descendants("Compile")
               let files = (string?)item.Attribute("Include")
               where files is not null
               select (Path.GetRelativePath(root, project), files.Replace("$(MSBuildThisFileDirectory)", "", StringComparison.Ordinal)),
        ];

        compiled.Should().HaveCountGreaterThan(5, "the packages share files of the folder Shared");
        compiled.Where(one => !one.Files.TrimStart('.', '/').StartsWith("Shared/", StringComparison.Ordinal))
            .Should().BeEmpty("another package has a public type or a value in a report; small common code is in src/Shared");
    }

    [Fact]
    public void Parts_of_the_core_form_no_circle_but_for_Common_whose_seams_know_storage()
    {
        foreach ((string part, string[] known) in Allowed.Where(one => one.Key != "Common"))
        {
            HashSet<string> reached = [];
            Queue<string> open = new(known.Where(one => one != "Common"));
            while (open.TryDequeue(out string? next))
            {
                if (reached.Add(next))
                {
                    Array.ForEach([.. Allowed[next].Where(one => one != "Common")], open.Enqueue);
                }
            }

            reached.Should().NotContain(part);
        }
    }

    private static IEnumerable<Type> Known(Type type) => TypeReferences.Of(type).Where(IsOfCore);

    private static bool IsOfCore(Type type) =>
        type.Assembly == Repository.Libraries[0] && type.Namespace?.Split('.')[0] == "Reliability";

    private static bool IsInternal(Type type) => type.Namespace!.EndsWith(".Internal", StringComparison.Ordinal);

    /// <summary>The part of a type: the second word of its namespace.</summary>
    private static string PartOf(Type type) => type.Namespace!.Split('.') is [_, { } part, ..] ? part : Root;
}
