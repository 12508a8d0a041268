using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>Accounts, passkeys, sessions, counted attempts, invitations, acts and the data-protection keys, in schema <c>identity</c>.</summary>
public sealed class AccountsDatabase(DbContextOptions<AccountsDatabase> options) : DbContext(options), IDataProtectionKeyContext
{
    public const string Schema = "identity";
    public const string History = "accounts_migrations";

    /// <summary>Taken by every act of administration, so that two administrators cannot end each other at once.</summary>
    private const long AdministrationLock = 0x6964656E74697479;

    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<SessionRow> Sessions => Set<SessionRow>();
    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<Passkey> Passkeys => Set<Passkey>();
    public DbSet<SpentChallenge> SpentChallenges => Set<SpentChallenge>();
    public DbSet<AttemptCounter> AttemptCounters => Set<AttemptCounter>();
    public DbSet<Proposal> Proposals => Set<Proposal>();
    public DbSet<AccountAct> Acts => Set<AccountAct>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    public Task LockAdministrationAsync(CancellationToken cancel) =>
        Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({AdministrationLock})", cancel);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.HasDefaultSchema(Schema);

        modelBuilder.Entity<Account>(account =>
        {
            account.ToTable("accounts", table =>
            {
                table.HasCheckConstraint("accounts_status", $"status in ({Quoted(AccountStatus.All)})");
                table.HasCheckConstraint("accounts_roles", $"roles <@ array[{Quoted(Identity.Accounts.Roles.All)}]::text[]");
            });
            account.Property(a => a.Id).ValueGeneratedNever();
            account.Property(a => a.UserName).HasMaxLength(64).IsRequired();
            account.Property(a => a.NormalizedUserName).HasMaxLength(64).IsRequired();
            account.Property(a => a.DisplayName).HasMaxLength(128);
            account.Property(a => a.UnitCode).HasMaxLength(32);
            account.Property(a => a.Language).HasMaxLength(16);
            account.Property(a => a.SecurityStamp).IsRequired();
            account.Property(a => a.ConcurrencyStamp).IsConcurrencyToken();
            account.HasIndex(a => a.NormalizedUserName).IsUnique();
            account.Ignore(a => a.Email).Ignore(a => a.NormalizedEmail).Ignore(a => a.EmailConfirmed)
                .Ignore(a => a.PhoneNumber).Ignore(a => a.PhoneNumberConfirmed)
                .Ignore(a => a.MayEnter).Ignore(a => a.IsActiveAdmin);
        });

        modelBuilder.Entity<SessionRow>(session =>
        {
            session.ToTable("sessions", table => table.HasCheckConstraint("sessions_end_reason", $"end_reason in ({Quoted(SessionEnds.All)})"));
            session.Property(s => s.Id).ValueGeneratedNever();
            session.Property(s => s.Methods).HasDefaultValueSql("'{}'");
            session.HasIndex(s => s.HandleHash).IsUnique();
            session.HasIndex(s => new { s.AccountId, s.DeviceHash });
            session.HasIndex(s => s.DeviceHash);
            session.HasIndex(s => s.TellAt).HasFilter("tell_at is not null");
            session.HasIndex(s => s.LastUsedAt).HasFilter("ended_at is null");
            session.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId).OnDelete(DeleteBehavior.Restrict);
        });

        modelBuilder.Entity<Invitation>(invitation =>
        {
            invitation.ToTable("invitations", table => table.HasCheckConstraint("invitations_two_people", "letter_opened_by <> code_shown_to"));
            invitation.Property(i => i.Id).ValueGeneratedNever();
            invitation.HasIndex(i => i.SecretHash).IsUnique();
            invitation.HasOne<Account>().WithMany().HasForeignKey(i => i.AccountId).OnDelete(DeleteBehavior.Restrict);
        });

        modelBuilder.Entity<Passkey>(passkey =>
        {
            passkey.ToTable("passkeys").HasKey(p => p.CredentialId);
            passkey.HasIndex(p => p.AccountId);
            passkey.HasOne<Account>().WithMany().HasForeignKey(p => p.AccountId).OnDelete(DeleteBehavior.Restrict);
        });

        modelBuilder.Entity<SpentChallenge>(challenge =>
        {
            challenge.ToTable("spent_challenges").HasKey(c => c.Hash);
            challenge.HasIndex(c => c.SpentAt);
        });

        modelBuilder.Entity<AttemptCounter>(counter =>
        {
            counter.ToTable("attempt_counters").HasKey(c => c.Key);
            counter.HasIndex(c => c.AccountId);
            counter.HasIndex(c => c.KeptUntil);
            counter.Ignore(c => c.Word);
            counter.HasOne<Account>().WithMany().HasForeignKey(c => c.AccountId).OnDelete(DeleteBehavior.Restrict);
        });

        modelBuilder.Entity<Proposal>(proposal =>
        {
            proposal.ToTable("proposals", table =>
            {
                table.HasCheckConstraint("proposals_act", $"act in ({Quoted(GivingActs.All)})");
                table.HasCheckConstraint("proposals_decision", $"decision in ({Quoted(Decisions.All)}) and decided_by is not null and decided_at is not null or decision is null");
                table.HasCheckConstraint("proposals_two_people", "account_id <> proposed_by and (decision <> 'confirmed' or decided_by not in (proposed_by, account_id))");
            });
            proposal.Property(p => p.Id).ValueGeneratedNever();
            proposal.HasIndex(p => p.ProposedAt);
            proposal.HasIndex(p => p.AccountId);
            proposal.HasOne<Account>().WithMany().HasForeignKey(p => p.ProposedBy).OnDelete(DeleteBehavior.Restrict);
            proposal.HasOne<Account>().WithMany().HasForeignKey(p => p.DecidedBy).OnDelete(DeleteBehavior.Restrict);
        });

        modelBuilder.Entity<AccountAct>(act =>
        {
            act.ToTable("account_acts");
            act.Property(a => a.Id).ValueGeneratedNever();
            act.Property(a => a.At).HasDefaultValueSql("clock_timestamp()").ValueGeneratedOnAdd().Metadata.SetBeforeSaveBehavior(PropertySaveBehavior.Ignore);
            act.HasIndex(a => new { a.AccountId, a.At });
            act.HasIndex(a => new { a.At, a.Id });
            act.HasOne<Account>().WithMany().HasForeignKey(a => a.AccountId).OnDelete(DeleteBehavior.Restrict);
            act.HasOne<Account>().WithMany().HasForeignKey(a => a.ActorId).OnDelete(DeleteBehavior.Restrict);
            act.HasOne<Account>().WithMany().HasForeignKey(a => a.ConfirmedBy).OnDelete(DeleteBehavior.Restrict);
        });

        modelBuilder.Entity<DataProtectionKey>().ToTable("data_protection_keys", table => table.HasCheckConstraint("data_protection_keys_sealed", SealedOnly)).Property<DateTimeOffset>("MadeAt").HasDefaultValueSql("now()");
        SnakeCase.Apply(modelBuilder);
    }

    /// <summary>A row that holds no sealed key is of the first version, which <c>migrate</c> seals once, or of somebody else.</summary>
    private const string SealedOnly = "coalesce(xml, '') like '<sealed>%'";

    private static string Quoted(IEnumerable<string> words) => string.Join(", ", words.Select(word => $"'{word}'"));
}
