#include "source/directory.hpp"

#include <cerrno>
#include <utility>

#include "base/check.hpp"

namespace braque::source {

void DirectoryPool::admit(const std::shared_ptr<const Directory>& directory) {
  std::lock_guard lock(mutex_);
  // Two rounds at most: the first takes away second chances.
  for (std::size_t steps = 0; steps < 2 * slots_.size() + 1; ++steps) {
    std::weak_ptr<const Directory>& slot = slots_[hand_];
    hand_ = (hand_ + 1) % slots_.size();
    std::shared_ptr<const Directory> resident = slot.lock();
    if (resident == nullptr || resident == directory || resident->close_if_idle()) {
      slot = directory;
      return;
    }
  }
  // Everybody was busy: other threads used all of them during the two rounds.
  if (std::shared_ptr<const Directory> resident = slots_[hand_].lock()) resident->close_now();
  slots_[hand_] = directory;
}

void DirectoryPool::close_all() {
  std::lock_guard lock(mutex_);
  for (std::weak_ptr<const Directory>& slot : slots_) {
    if (std::shared_ptr<const Directory> resident = slot.lock()) resident->close_now();
    slot.reset();
  }
}

OpenedDirectory opened_by(RemoteFiles& remote, RemoteFiles::Found found) {
  OpenedDirectory opened;
  opened.descriptor = std::move(found.directory);
  opened.status = {found.metadata, found.mount_id};
  opened.kind = found.kind <= static_cast<std::uint8_t>(FileSystemKind::pseudo)
                    ? static_cast<FileSystemKind>(found.kind)
                    : FileSystemKind::remote;
  opened.remote = &remote;
  opened.error = found.error;
  return opened;
}

std::shared_ptr<const Directory> Directory::root(std::shared_ptr<DirectoryPool> pool,
                                                 OpenedDirectory opened, Mounts mounts) {
  std::shared_ptr<Directory> directory(new Directory);
  directory->pool_ = std::move(pool);
  directory->identity_ = opened.identity();
  directory->mounts_ = mounts;
  directory->kind_ = opened.kind;
  directory->remote_ = opened.remote;
  directory->adopt(std::move(opened.descriptor));
  return directory;
}

std::shared_ptr<const Directory> Directory::child(std::shared_ptr<const Directory> parent,
                                                  std::string name, OpenedDirectory opened) {
  std::shared_ptr<Directory> directory(new Directory);
  directory->pool_ = parent->pool_;
  directory->mounts_ = parent->mounts_;
  directory->depth_ = parent->depth_ + 1;
  directory->kind_ = opened.kind;
  directory->remote_ = opened.remote;
  directory->parent_ = std::move(parent);
  directory->name_ = std::move(name);
  directory->identity_ = opened.identity();
  directory->adopt(std::move(opened.descriptor));
  directory->pool_->admit(directory);
  return directory;
}

// A chain may be thousands of directories long, and releasing one parent from within the other's
// destructor would need as many stack frames. The outermost destructor releases them in a row.
Directory::~Directory() {
  using Chain = std::vector<std::shared_ptr<const Directory>>;
  thread_local Chain* releasing = nullptr;
  if (parent_ == nullptr) return;
  if (releasing != nullptr) {
    releasing->push_back(std::move(parent_));
    return;
  }
  Chain chain;
  chain.push_back(std::move(parent_));
  releasing = &chain;
  while (!chain.empty()) {
    std::shared_ptr<const Directory> next = std::move(chain.back());
    chain.pop_back();
    next.reset();
  }
  releasing = nullptr;
}

Directory::Handle Directory::held() const {
  std::lock_guard lock(mutex_);
  used_ = true;
  return handle_;
}

Directory::Handle Directory::adopt(Descriptor descriptor) const {
  std::lock_guard lock(mutex_);
  used_ = true;
  if (handle_ == nullptr) handle_ = std::make_shared<const Descriptor>(std::move(descriptor));
  return handle_;
}

bool Directory::close_if_idle() const {
  Handle closing;  // closed after the lock is released
  std::lock_guard lock(mutex_);
  if (handle_ != nullptr && used_) {
    used_ = false;
    return false;
  }
  closing = std::move(handle_);
  return true;
}

void Directory::close_now() const {
  Handle closing;
  std::lock_guard lock(mutex_);
  closing = std::move(handle_);
}

Directory::Handle Directory::handle(int& error) const {
  error = 0;
  if (Handle open = held()) return open;
  std::vector<const Directory*> closed;
  Handle open;
  for (const Directory* at = this; (open = at->held()) == nullptr; at = at->parent_.get()) {
    BRAQUE_CHECK(at->parent_ != nullptr);  // the root is never closed
    closed.push_back(at);
  }
  for (; !closed.empty(); closed.pop_back()) {
    open = closed.back()->reopen_below(open, error);
    if (open == nullptr) return nullptr;
  }
  return open;
}

/// Servants have descriptors of their own, and tell who the directory is.
Directory::Handle Directory::reopen_remotely(const Handle& parent, int& error) const {
  RemoteFiles::Found found = remote_->open_directory(request(parent, name_.c_str()));
  error = found.error;
  if (error == 0 &&
      (found.metadata.device != identity_.device || found.metadata.inode != identity_.inode))
    error = ENOENT;
  if (error != 0) return nullptr;
  Handle adopted = adopt(std::move(found.directory));
  pool_->admit(shared_from_this());
  return adopted;
}

Directory::Handle Directory::reopen_below(const Handle& parent, int& error) const {
  if (remote_ != nullptr) return reopen_remotely(parent, error);
  Descriptor opened = source::open_directory(parent->get(), name_.c_str(), mounts_, error);
  if (!opened && (error == EMFILE || error == ENFILE)) {
    pool_->close_all();
    opened = source::open_directory(parent->get(), name_.c_str(), mounts_, error);
  }
  if (!opened) return nullptr;
  ItemMetadata now;
  error = metadata_of(opened.get(), now);
  if (error != 0) return nullptr;
  if (now.device != identity_.device || now.inode != identity_.inode) {
    error = ENOENT;
    return nullptr;
  }
  Handle adopted = adopt(std::move(opened));
  pool_->admit(shared_from_this());
  return adopted;
}

RemoteFiles::Request Directory::request(const Handle& directory, const char* name) const {
  RemoteFiles::Request request;
  request.directory = directory->get();
  request.name = name;
  request.device = identity_.device;
  request.cross_mounts = mounts_ == Mounts::cross;
  return request;
}

int Directory::status(const char* name, FileStatus& status) const {
  int error = 0;
  const Handle open = handle(error);
  if (open == nullptr) return error;
  if (remote_ == nullptr) return status_at(open->get(), name, status);
  const RemoteFiles::Found found = remote_->status(request(open, name));
  status = {found.metadata, found.mount_id};
  return found.error;
}

int Directory::list(DirectoryEntries& entries, DirectoryPosition& position,
                    const ChunkLimits& limits) const {
  int error = 0;
  const Handle open = handle(error);
  if (open == nullptr) {
    entries.clear();
    position.at_end = true;
    return error;
  }
  if (remote_ == nullptr) return entries.read(open->get(), position, limits);
  const auto fill = [&](bool seek, std::int64_t cookie, std::span<char> into) {
    return remote_->list(open->get(), identity_.device, seek, cookie, into);
  };
  return entries.read(fill, position, limits);
}

OpenedDirectory Directory::enter(const char* name, RemoteFiles* mounted,
                                 std::uint64_t device) const {
  OpenedDirectory opened;
  RemoteFiles* const remote = remote_ != nullptr ? remote_ : mounted;
  if (remote == nullptr) {
    opened.descriptor = open_directory(name, opened.error);
    if (opened.descriptor) opened.error = status_at(opened.descriptor.get(), "", opened.status);
    opened.kind = kind_;
    return opened;
  }
  const Handle open = handle(opened.error);
  if (open == nullptr) return opened;
  RemoteFiles::Request asked = request(open, name);
  if (remote_ == nullptr) asked.device = device;
  return opened_by(*remote, remote->open_directory(asked));
}

Descriptor Directory::open_file(const char* name, AccessTime access_time, int& error) const {
  Handle open = handle(error);
  if (open == nullptr) return {};
  Descriptor opened = source::open_file(open->get(), name, mounts_, access_time, error);
  if (!opened && (error == EMFILE || error == ENFILE)) {
    pool_->close_all();
    opened = source::open_file(open->get(), name, mounts_, access_time, error);
  }
  return opened;
}

Descriptor Directory::open_directory(const char* name, int& error) const {
  Handle open = handle(error);
  if (open == nullptr) return {};
  Descriptor opened = source::open_directory(open->get(), name, mounts_, error);
  if (!opened && (error == EMFILE || error == ENFILE)) {
    pool_->close_all();
    opened = source::open_directory(open->get(), name, mounts_, error);
  }
  return opened;
}

}  // namespace braque::source
